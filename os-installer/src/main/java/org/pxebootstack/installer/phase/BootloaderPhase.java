package org.pxebootstack.installer.phase;

import java.io.IOException;
import org.pxebootstack.installer.InstallException;
import org.pxebootstack.installer.progress.PhaseProgress;

/**
 * Installs GRUB from the target's own packages. It comes last, when everything that it starts is on
 * the disk, so that a disk that was left half written does not boot.
 */
final class BootloaderPhase implements Phase {

  @Override
  public String name() {
    return "bootloader";
  }

  @Override
  public void run(Installation installation, PhaseProgress progress)
      throws IOException, InstallException {
    TargetRoot target = new TargetRoot(Installation.TARGET);
    target.distribution().installBootloader(target, installation);
  }
}
