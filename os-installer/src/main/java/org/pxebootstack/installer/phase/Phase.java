package org.pxebootstack.installer.phase;

import java.io.IOException;
import org.pxebootstack.installer.InstallException;
import org.pxebootstack.installer.progress.PhaseProgress;

/** One step of an installation. */
public interface Phase {
  /** For people and for {@code /progress}: lower case, with hyphens. */
  String name();

  /**
   * Does the step.
   *
   * @throws InstallException why not, in words for a person
   * @throws IOException what a command or the disk said
   */
  void run(Installation installation, PhaseProgress progress)
      throws IOException, InstallException, InterruptedException;
}
