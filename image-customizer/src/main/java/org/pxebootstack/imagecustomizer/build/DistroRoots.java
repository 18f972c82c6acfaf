package org.pxebootstack.imagecustomizer.build;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.pxebootstack.contract.machine.Architecture;
import org.pxebootstack.imagecustomizer.configuration.ImageConfiguration.Input;

/** Makes root file systems of a distribution's packages. */
public interface DistroRoots {

  /** What a root would be made of, as one text: the same text means that a cached one will do. */
  String recipe(Input.Distro distro, Architecture architecture);

  /**
   * Makes one.
   *
   * @param tar the archive to write
   * @param onStep sees what is done
   */
  void make(Input.Distro distro, Architecture architecture, Path tar, Consumer<String> onStep)
      throws IOException;
}
