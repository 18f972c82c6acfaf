package org.pxebootstack.imagecustomizer.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import org.apache.commons.io.FileUtils;
import org.pxebootstack.command.Command;
import org.pxebootstack.command.CommandResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The root file system on a disk image: its largest ext4 partition. A process reads it (FUSE), not
 * this host's kernel, which never sees a file system that somebody else wrote.
 */
final class DiskImage {
  private static final int SECTOR = 512;

  /** A shell's own, of a program that is not there. */
  private static final int NOT_FOUND = 127;

  /** In a mount namespace of its own, with which the mount ends, whatever happens. */
  private static final String COPY =
      """
      set -e -o pipefail
      fuse2fs -o ro "$1" "$2" >&2
      tar --create --directory="$2" --numeric-owner --xattrs --xattrs-include='*' --acls \\
          --exclude=./lost+found . |
        tar --extract --directory="$3" --numeric-owner --same-owner --preserve-permissions \\
          --xattrs --xattrs-include='*' --acls
      umount "$2"
      """;

  private DiskImage() {}

  private record Partition(long start, long size) {}

  static void unpack(Path image, Path target, Path directory) throws IOException {
    Path work = Files.createTempDirectory(directory, "disk");
    try {
      Path raw = image;
      if (image.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".qcow2")) {
        raw = work.resolve("disk.raw");
        var _ =
            Command.of("qemu-img", "convert", "-O", "raw", image.toString(), raw.toString()).run();
      }
      Path partition = work.resolve("root.img");
      Partition root = root(raw);
      var _ =
          Command.of("dd", "if=" + raw, "of=" + partition, "bs=1M", "conv=sparse", "status=none")
              .with("iflag=skip_bytes,count_bytes")
              .with("skip=" + root.start() * SECTOR, "count=" + root.size() * SECTOR)
              .run();
      Path mount = Files.createDirectory(work.resolve("mount"));
      CommandResult copied =
          Command.of("unshare", "--mount", "bash", "-c", COPY, "bash")
              .with(partition.toString(), mount.toString(), target.toString())
              .tryRun();
      if (copied.exitCode() == NOT_FOUND) {
        throw new BuildException(
            image + ": fuse2fs is missing, which reads disk images: apt-get install fuse2fs");
      }
      if (!copied.succeeded() || !Files.isDirectory(target.resolve("usr"))) {
        throw new BuildException(
            "%s: its largest partition can't be read as an ext4 root file system (%s); give it as a tarball"
                .formatted(image, copied.errors().strip()));
      }
    } finally {
      FileUtils.deleteDirectory(work.toFile());
    }
  }

  private static Partition root(Path raw) throws IOException {
    CommandResult table = Command.of("sfdisk", "--json", raw.toString()).tryRun();
    if (!table.succeeded()) {
      return new Partition(0, Math.ceilDiv(Files.size(raw), SECTOR)); // no partitions
    }
    JsonNode partitions =
        new JsonMapper().readTree(table.output()).path("partitiontable").path("partitions");
    return partitions
        .valueStream()
        .map(each -> new Partition(each.path("start").asLong(), each.path("size").asLong()))
        .max(Comparator.comparingLong(Partition::size))
        .orElseThrow(() -> new BuildException(raw + ": its partition table is empty"));
  }
}
