package org.pxebootstack.installer.disk;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.command.Command;
import org.pxebootstack.contract.machine.DataSize;

/** Finds the disks of this machine, by what sysfs, udev and wipefs(8) know. */
final class BlockDevices {
  /**
   * Not disks: loop and RAM devices, optical and floppy drives, what is made of other disks, and
   * the hardware partitions of an MMC.
   */
  private static final String NOT_A_DISK =
      "(loop|ram|zram|sr|fd|dm-|md|nbd|drbd|rbd|zd|bcache|mtdblock).*|mmcblk\\d+(boot|rpmb|gp).*";

  private static final int SECTOR = 512;

  private final Path sysBlock;

  /**
   * @param sysBlock where sysfs lists block devices
   */
  BlockDevices(Path sysBlock) {
    this.sysBlock = sysBlock;
  }

  /** Whole, writable, non-removable disks that nothing uses, sorted by path. */
  List<BlockDevice> list() throws IOException {
    List<BlockDevice> disks = new ArrayList<>();
    for (String name : candidates()) {
      // sysfs writes the slashes of a device's name as exclamation marks.
      String path = "/dev/" + name.replace('!', '/');
      if (!isInUse(path)) {
        disks.add(describe(path, sysBlock.resolve(name)));
      }
    }
    return disks;
  }

  /** By what sysfs says alone. */
  List<String> candidates() throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(sysBlock)) {
      for (Path entry : entries) {
        String name = String.valueOf(entry.getFileName());
        if (!name.matches(NOT_A_DISK)
            && number(entry.resolve("size")) > 0
            && number(entry.resolve("removable")) == 0
            && number(entry.resolve("ro")) == 0
            // A path of a multipath NVMe disk, which has no device node.
            && number(entry.resolve("hidden")) == 0) {
          names.add(name);
        }
      }
    }
    names.sort(null);
    return names;
  }

  /** Mounted, or swapped to: the medium that this system was started from. */
  private static boolean isInUse(String path) throws IOException {
    return !Command.of("lsblk", "--noheadings", "--raw", "--output", "MOUNTPOINT", path)
        .run()
        .output()
        .isBlank();
  }

  static BlockDevice describe(String path, Path sysfs) throws IOException {
    String udev =
        Command.of("udevadm", "info", "--query=property", "--name=" + path).run().output();
    DiskIdentity identity =
        DiskIdentity.of(
            udev,
            text(sysfs.resolve("serial")),
            text(sysfs.resolve("device/serial")),
            text(sysfs.resolve("wwid")),
            text(sysfs.resolve("device/wwid")),
            text(sysfs.resolve("device/model")));
    return new BlockDevice(
        path,
        new DataSize(number(sysfs.resolve("size")) * SECTOR),
        identity.model(),
        identity.serials(),
        identity.wwns(),
        identity.links(),
        number(sysfs.resolve("queue/rotational")) == 1,
        contents(path, sysfs));
  }

  /** One broken disk does not stand in the way of the others. */
  private static DiskContents contents(String path, Path sysfs) {
    try {
      return readContents(path, sysfs);
    } catch (IOException e) {
      return DiskContents.unreadable(path, String.valueOf(e.getMessage()));
    }
  }

  private static DiskContents readContents(String path, Path sysfs) throws IOException {
    int sector = Math.toIntExact(number(sysfs.resolve("queue/logical_block_size")));
    GptTable table = GptTable.read(Path.of(path), sector);
    OptionalInt otherSectors =
        table == null ? GptTable.otherSectors(Path.of(path), sector) : OptionalInt.empty();
    if (otherSectors.isPresent()) {
      return DiskContents.ofOtherSectors(otherSectors.getAsInt());
    }
    List<DiskContents.Partition> partitions = new ArrayList<>();
    if (table != null) {
      for (GptTable.Entry each : table.entries()) {
        partitions.add(new DiskContents.Partition(partition(path, each.number()), each));
      }
    } else {
      for (String node : nodes(path, sysfs)) {
        partitions.add(new DiskContents.Partition(node, null));
      }
    }
    List<String> argv = new ArrayList<>(List.of("wipefs", "--no-act", "--json", path));
    partitions.stream()
        .map(DiskContents.Partition::node)
        .filter(node -> Files.exists(Path.of(node)))
        .forEach(argv::add);
    return DiskContents.of(path, partitions, Command.of(argv).run().output());
  }

  /** The node of partition number {@code n} of a disk: a {@code p} keeps digits apart. */
  static String partition(String path, int n) {
    return path + (Character.isDigit(path.charAt(path.length() - 1)) ? "p" : "") + n;
  }

  /** The nodes of the partitions that the kernel knows. */
  static List<String> nodes(String path, Path sysfs) throws IOException {
    List<String> nodes = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(sysfs)) {
      for (Path entry : entries) {
        if (Files.exists(entry.resolve("partition"))) {
          nodes.add(partition(path, Math.toIntExact(number(entry.resolve("partition")))));
        }
      }
    }
    nodes.sort(null);
    return nodes;
  }

  private static long number(Path file) throws IOException {
    return Files.exists(file) ? Long.parseLong(Files.readString(file).strip()) : 0;
  }

  /** Null where there is nothing, or nothing that can be read. */
  private static @Nullable String text(Path file) {
    try {
      String text = Files.readString(file).strip();
      return text.isEmpty() ? null : text;
    } catch (IOException e) {
      return null;
    }
  }
}
