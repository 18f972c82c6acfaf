package org.pxebootstack.installer.disk;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.pxebootstack.command.Command;
import org.pxebootstack.contract.machine.DataSize;

/** Finds the disks of this machine, by what sysfs, udev and lsblk(8) know. */
final class BlockDevices {
  private static final Path SYS_BLOCK = Path.of("/sys/block");

  /**
   * Not disks: loop and RAM devices, optical and floppy drives, and what is made of other disks.
   */
  private static final String NOT_A_DISK =
      "(loop|ram|zram|sr|fd|dm-|md|nbd).*|mmcblk\\d+(boot|rpmb).*";

  private static final int SECTOR = 512;

  /** Whole, writable, non-removable disks, sorted by path. */
  List<BlockDevice> list() throws IOException {
    List<BlockDevice> disks = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(SYS_BLOCK)) {
      for (Path entry : entries) {
        String name = String.valueOf(entry.getFileName());
        if (!name.matches(NOT_A_DISK)
            && number(entry.resolve("size")) > 0
            && number(entry.resolve("removable")) == 0
            && number(entry.resolve("ro")) == 0
            // A path of a multipath NVMe disk, which has no device node.
            && number(entry.resolve("hidden")) == 0) {
          // sysfs writes the slashes of a device's name as exclamation marks.
          disks.add(describe("/dev/" + name.replace('!', '/'), number(entry.resolve("size"))));
        }
      }
    }
    disks.sort((a, b) -> a.path().compareTo(b.path()));
    return disks;
  }

  private BlockDevice describe(String path, long sectors) throws IOException {
    Set<String> ids = new HashSet<>();
    String serial = null;
    String properties =
        Command.of("udevadm", "info", "--query=property", "--name=" + path).run().output();
    for (String line : properties.lines().toList()) {
      if (line.startsWith("ID_SERIAL_SHORT=")
          || (serial == null && line.startsWith("ID_SERIAL="))) {
        serial = line.substring(line.indexOf('=') + 1);
      } else if (line.startsWith("DEVLINKS=")) {
        for (String link : line.substring("DEVLINKS=".length()).split(" ")) {
          if (link.startsWith("/dev/disk/by-id/")) {
            ids.add(link.substring("/dev/disk/by-id/".length()));
          }
        }
      }
    }
    String listing =
        Command.of("lsblk", "--json", "--paths", "--output", DiskContents.COLUMNS, path)
            .run()
            .output();
    DiskContents contents = DiskContents.parse(listing);
    return new BlockDevice(
        path,
        new DataSize(sectors * SECTOR),
        serial,
        ids,
        contents.descriptions(),
        contents.areOurs());
  }

  private static long number(Path file) throws IOException {
    return Files.exists(file) ? Long.parseLong(Files.readString(file).strip()) : 0;
  }
}
