package org.pxebootstack.installer.disk;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.command.Command;
import org.pxebootstack.contract.install.InstallerConfiguration;
import org.pxebootstack.contract.machine.DataSize;
import org.pxebootstack.installer.InstallException;
import org.pxebootstack.installer.phase.Installation;
import org.pxebootstack.installer.phase.Phase;
import org.pxebootstack.installer.progress.PhaseProgress;

/** Chooses the disk, divides it, and makes the file systems. */
public final class DiskPhase implements Phase {
  private static final Duration APPEARS = Duration.ofSeconds(20);
  private static final Duration QUIET = Duration.ofSeconds(3);
  private static final Command SETTLE = Command.of("udevadm", "settle", "--timeout=20");

  /** Where the archive's size is unknown: what a small server system takes. */
  private static final DataSize USUAL_ROOT = DataSize.ofMebibytes(2048);

  /** Compressed file systems are about half as large; twice that leaves room to live in. */
  private static final int UNPACKED_FACTOR = 4;

  private final BlockDevices devices = new BlockDevices(Path.of("/sys/block"));

  @Override
  public String name() {
    return "disk";
  }

  @Override
  public void run(Installation installation, PhaseProgress progress)
      throws IOException, InstallException, InterruptedException {
    InstallerConfiguration configuration = installation.configuration();
    DiskChoice choice =
        new DiskChoice(
            configuration.disk(), configuration.wipe(), needed(configuration.rootfsSize()));
    BlockDevice disk = choice.among(awaitDisks(choice));
    installation.say("installing to " + disk.describe());
    installation.setTargetDisk(new DiskLayout(SETTLE).make(disk.path(), disk.contents()));
  }

  private static DataSize needed(@Nullable Long archiveSize) {
    long root = archiveSize == null ? USUAL_ROOT.bytes() : archiveSize * UNPACKED_FACTOR;
    return new DataSize(DiskLayout.ESP_SIZE.bytes() + 2 * DiskLayout.BOOT_CODE.bytes() + root);
  }

  /**
   * Drivers find their disks some time after udev has loaded them, one bus sooner than another:
   * waits until a disk that could be meant is there and no other has come for a while.
   */
  private List<BlockDevice> awaitDisks(DiskChoice choice) throws IOException, InterruptedException {
    long end = System.nanoTime() + APPEARS.toNanos();
    long lastChange = System.nanoTime();
    List<BlockDevice> found = List.of();
    while (System.nanoTime() < end) {
      var _ = SETTLE.tryRun();
      List<BlockDevice> now = devices.list();
      if (!now.equals(found)) {
        found = now;
        lastChange = System.nanoTime();
      } else if (choice.matchesAny(found) && System.nanoTime() - lastChange > QUIET.toNanos()) {
        return found;
      }
      Thread.sleep(500);
    }
    return found;
  }
}
