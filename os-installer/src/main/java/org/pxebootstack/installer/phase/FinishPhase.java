package org.pxebootstack.installer.phase;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.pxebootstack.command.Command;
import org.pxebootstack.installer.InstallException;
import org.pxebootstack.installer.progress.PhaseProgress;

/**
 * Unmounts the target, so that everything is on the disk before anyone hears of success; then the
 * disk is marked as complete.
 */
final class FinishPhase implements Phase {

  @Override
  public String name() {
    return "finish";
  }

  @Override
  public void run(Installation installation, PhaseProgress progress)
      throws IOException, InstallException {
    new TargetRoot(Installation.TARGET).flush();
    var _ = Command.of("umount", "--recursive", Installation.TARGET.toString()).run();
    installation.targetDisk().markComplete();
    Path disk = Path.of(installation.targetDisk().device());
    try (FileChannel device = FileChannel.open(disk, StandardOpenOption.WRITE)) {
      device.force(true);
    }
  }
}
