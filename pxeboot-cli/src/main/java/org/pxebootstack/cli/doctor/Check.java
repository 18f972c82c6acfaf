package org.pxebootstack.cli.doctor;

import java.io.IOException;
import java.util.List;

/** One thing that the doctor looks at. */
interface Check {
  /** One word, which findings begin with. */
  String name();

  /**
   * Looks.
   *
   * @return what is wrong; empty where all is well
   * @throws IOException where it could not look, with a message that says why
   */
  List<Finding> findings() throws IOException;
}
