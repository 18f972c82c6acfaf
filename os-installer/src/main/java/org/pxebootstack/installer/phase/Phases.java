package org.pxebootstack.installer.phase;

import java.util.List;
import org.pxebootstack.installer.disk.DiskPhase;

/** An installation as data. */
public final class Phases {
  public static final List<Phase> ALL =
      List.of(
          new NetworkPhase(),
          new ConfigurationPhase(),
          new DiskPhase(),
          new RootFilesystemPhase(),
          new TargetConfigurationPhase(),
          new BootloaderPhase(),
          new FinishPhase());

  private Phases() {}
}
