package org.pxebootstack.imagecustomizer.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.io.FileUtils;
import org.pxebootstack.command.Command;
import org.pxebootstack.command.Pipeline;

/** The root file system in an ISO that was made here before. */
final class EarlierIso {
  private EarlierIso() {}

  static void unpack(Path iso, Path target, Path directory) throws IOException {
    Path work = Files.createTempDirectory(directory, "iso");
    try {
      Path squashfs = work.resolve("rootfs.img");
      Path initrd = work.resolve("initrd.img");
      if (taken(iso, "/liveos/rootfs.img", squashfs)) {
        var _ =
            Command.of("unsquashfs", "-quiet", "-no-progress", "-force", "-dest")
                .with(target.toString(), squashfs.toString())
                .run();
      } else if (taken(iso, "/boot/initrd.img", initrd)) {
        new Pipeline(
                Command.of("zstd", "--quiet", "--decompress", "--stdout", initrd.toString()),
                Command.of(
                        "cpio",
                        "--quiet",
                        "--extract",
                        "--make-directories",
                        "--no-absolute-filenames")
                    .with("--preserve-modification-time", "--unconditional")
                    .withDirectory(target))
            .run(Pipeline.NOTHING);
        Files.createDirectories(target.resolve("boot"));
      } else {
        throw new BuildException(
            iso + " is no live system that was made here; name one, or a tarball");
      }
      if (!kernel(iso, target)) {
        throw new BuildException(iso + " has no kernel; build it again");
      }
    } finally {
      FileUtils.deleteDirectory(work.toFile());
    }
  }

  /** Full-os images have none of their own. */
  private static boolean kernel(Path iso, Path target) throws IOException {
    Path boot = target.resolve("boot");
    try (var files = Files.list(boot)) {
      if (files.anyMatch(each -> each.getFileName().toString().startsWith("vmlinuz-"))) {
        return true;
      }
    }
    Path version = target.resolve("usr/lib/modules");
    try (var versions = Files.list(version)) {
      var only = versions.map(each -> each.getFileName().toString()).toList();
      return only.size() == 1
          && taken(iso, "/boot/vmlinuz", boot.resolve("vmlinuz-" + only.getFirst()));
    }
  }

  private static boolean taken(Path iso, String path, Path to) throws IOException {
    Files.deleteIfExists(to);
    var _ =
        Command.of("xorriso", "-osirrox", "on", "-indev", iso.toString())
            .with("-extract", path, to.toString())
            .tryRun();
    return Files.exists(to);
  }
}
