package org.pxebootstack.installer.phase;

import java.io.IOException;
import org.pxebootstack.command.Command;
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
  public void run(Installation installation, PhaseProgress progress) throws IOException {
    var _ = Command.of("umount", "--recursive", Installation.TARGET.toString()).run();
    installation.targetDisk().markComplete();
    var _ = Command.of("blockdev", "--flushbufs", installation.targetDisk().device()).run();
  }
}
