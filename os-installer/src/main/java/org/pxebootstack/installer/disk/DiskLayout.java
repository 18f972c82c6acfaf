package org.pxebootstack.installer.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.pxebootstack.command.Command;
import org.pxebootstack.contract.machine.DataSize;
import org.pxebootstack.installer.InstallException;

/**
 * Wipes a disk and divides it, in steps after each of which, and within each of which, a power cut
 * leaves a disk that the next installation takes: with our names on its partitions, or blank.
 *
 * @param settle what to run once there is another partition table, or none, until the nodes of its
 *     partitions are there
 */
record DiskLayout(Command settle) {
  static final DataSize ESP_SIZE = DataSize.ofMebibytes(512);
  static final DataSize BOOT_CODE = DataSize.ofMebibytes(1);

  /** Clears a disk of its past and makes partitions and file systems. */
  TargetDisk make(String disk, DiskContents contents) throws IOException, InstallException {
    TargetDisk target =
        new TargetDisk(disk, BlockDevices.partition(disk, 2), 2, BlockDevices.partition(disk, 3));
    for (Command step : wipe(disk, contents)) {
      var _ = step.run();
    }
    var _ = settle.tryRun();
    var _ = divide(disk).run();
    var _ = settle.tryRun();
    for (String node : List.of(target.esp(), target.root())) {
      if (!Files.exists(Path.of(node))) {
        throw new InstallException(
            node + " did not appear after partitioning; is something still using " + disk + "?");
      }
    }
    for (Command step : makeFileSystems(target)) {
      var _ = step.run();
    }
    return target;
  }

  /** Clears every signature, so that no old RAID, volume group or file system comes back. */
  static List<Command> wipe(String disk, DiskContents contents) {
    List<Command> steps = new ArrayList<>();
    for (DiskContents.Partition each : contents.partitions()) {
      // It counts as ours by a label that is about to go.
      if (contents.kind() == DiskContents.Kind.OURS && each.gpt() != null && !each.isNamedOurs()) {
        steps.add(
            Command.of("sfdisk", "--quiet", "--no-reread", "--no-tell-kernel", "--part-label")
                .with(disk, Integer.toString(each.gpt().number()))
                .with(DiskContents.PARTITION_PREFIX + "old"));
      }
    }
    for (DiskContents.Partition each : contents.partitions()) {
      if (Files.exists(Path.of(each.node()))) {
        steps.add(wipe(each.node()));
      }
    }
    steps.add(wipe(disk));
    // Boot code of an earlier system, which neither wipefs nor sfdisk touches.
    steps.add(
        Command.of("dd", "if=/dev/zero", "of=" + disk, "bs=" + BOOT_CODE.bytes(), "count=1")
            .with("conv=notrunc,fsync"));
    return steps;
  }

  /** The names come with the table, and sfdisk writes the MBR, which makes it one, last. */
  static Command divide(String disk) {
    String layout =
        """
        label: gpt
        size=1MiB, type=21686148-6449-6E6F-744E-656564454649, name="%1$sbios"
        size=%2$dMiB, type=C12A7328-F81F-11D2-BA4B-00A0C93EC93B, name="%1$sesp"
        type=0FC63DAF-8483-4772-8E79-3D69D8477DE4, name="%3$s"
        """
            .formatted(
                DiskContents.PARTITION_PREFIX, ESP_SIZE.bytes() >> 20, DiskContents.ROOT_NAME);
    // It wipes first what earlier partitions had at the same places.
    return Command.of("sfdisk", "--quiet", "--wipe", "always", "--wipe-partitions", "always")
        .with(disk)
        .withInput(layout);
  }

  /**
   * The root file system gets its real label when the installation is complete. It goes without
   * what e2fsprogs 1.47 has made a default and earlier ones, those of the installed system, refuse
   * to check; GRUB can't read the second before 2.12.
   */
  static List<Command> makeFileSystems(TargetDisk target) {
    return List.of(
        Command.of("mkfs.vfat", "-F", "32", "-n", DiskContents.ESP_LABEL, target.esp()),
        Command.of("mkfs.ext4", "-q", "-F", "-O", "^orphan_file,^metadata_csum_seed")
            .with("-L", DiskContents.PARTIAL_LABEL, target.root()));
  }

  private static Command wipe(String node) {
    return Command.of("wipefs", "--quiet", "--all", "--force", node);
  }
}
