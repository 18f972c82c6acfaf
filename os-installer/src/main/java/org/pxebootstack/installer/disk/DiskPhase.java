package org.pxebootstack.installer.disk;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
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
  private static final DataSize ESP_SIZE = DataSize.ofMebibytes(512);
  private static final DataSize BOOT_CODE = DataSize.ofMebibytes(1);

  /** Where the archive's size is unknown: what a small server system takes. */
  private static final DataSize USUAL_ROOT = DataSize.ofMebibytes(2048);

  /** Compressed file systems are about half as large; twice that leaves room to live in. */
  private static final int UNPACKED_FACTOR = 4;

  private final BlockDevices devices = new BlockDevices();

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
    TargetDisk target = divide(disk);
    makeFileSystems(target);
    installation.setTargetDisk(target);
  }

  private static DataSize needed(@Nullable Long archiveSize) {
    long root = archiveSize == null ? USUAL_ROOT.bytes() : archiveSize * UNPACKED_FACTOR;
    return new DataSize(ESP_SIZE.bytes() + 2 * BOOT_CODE.bytes() + root);
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
      var _ = Command.of("udevadm", "settle", "--timeout=20").tryRun();
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

  private static TargetDisk divide(BlockDevice disk) throws IOException, InstallException {
    // sfdisk keeps the boot code that an earlier system left in the first sectors.
    try (RandomAccessFile device = new RandomAccessFile(disk.path(), "rw")) {
      device.write(new byte[Math.toIntExact(BOOT_CODE.bytes())]);
      device.getFD().sync();
    }
    String layout =
        """
        label: gpt
        size=1MiB, type=21686148-6449-6E6F-744E-656564454649, name="%1$sbios"
        size=%2$dMiB, type=C12A7328-F81F-11D2-BA4B-00A0C93EC93B, name="%1$sesp"
        type=0FC63DAF-8483-4772-8E79-3D69D8477DE4, name="%1$sroot"
        """
            .formatted(DiskContents.PARTITION_PREFIX, ESP_SIZE.bytes() >> 20);
    var _ =
        Command.of(
                "sfdisk", "--quiet", "--wipe", "always", "--wipe-partitions", "always", disk.path())
            .withInput(layout)
            .run();
    var _ = Command.of("udevadm", "settle", "--timeout=20").tryRun();
    TargetDisk target = new TargetDisk(disk.path(), disk.partition(2), 2, disk.partition(3));
    for (String node : List.of(target.esp(), target.root())) {
      if (!Files.exists(Path.of(node))) {
        throw new InstallException(
            node
                + " did not appear after partitioning; is something still using "
                + disk.path()
                + "?");
      }
    }
    return target;
  }

  private static void makeFileSystems(TargetDisk target) throws IOException {
    var _ = Command.of("mkfs.vfat", "-F", "32", "-n", DiskContents.ESP_LABEL, target.esp()).run();
    var _ = Command.of("mkfs.ext4", "-q", "-F", "-L", DiskContents.ROOT_LABEL, target.root()).run();
  }
}
