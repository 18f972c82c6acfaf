package org.pxebootstack.imagecustomizer.build;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.pxebootstack.command.Command;
import org.pxebootstack.command.Pipeline;
import org.pxebootstack.imagecustomizer.configuration.ImageConfiguration.Content;

/** The two kinds of initramfs. */
final class Initramfs {
  /** In the sandbox's /boot, and taken away from there. */
  private static final String MADE = "pxeboot-initrd.img";

  private Initramfs() {}

  /** Small: the image's own dracut(8) makes one that finds the rest on a CD or in the network. */
  static void bootstrap(ImageRoot root, String kernelVersion, Path target) throws IOException {
    if (root.names("usr/lib/dracut/modules.d").stream()
        .noneMatch(each -> each.endsWith("dmsquash-live"))) {
      throw new BuildException(
          "the image has no dracut with dmsquash-live and livenet, which bootstrap needs; add"
              + " dracut, dracut-live and dracut-network to os.packages.install, or write full-os");
    }
    String memoryCheck =
        root.hand(new Content.Text(LiveSupportStep.text("pxeboot-live-memory.sh")));
    root.run(
        "dracut",
        "--force",
        "--quiet",
        "--reproducible",
        "--no-hostonly",
        "--no-hostonly-cmdline",
        "--no-early-microcode",
        "--zstd",
        "--add=dmsquash-live livenet",
        // Names of hardware for people: an eighth of the archive.
        "--omit=hwdb",
        // File systems of disks and of servers that no live system is on: another tenth.
        "--omit-drivers=bcachefs btrfs cifs f2fs gfs2 ocfs2 xfs",
        "--add-drivers=overlay loop squashfs isofs sr_mod cdrom",
        "--include",
        memoryCheck,
        "/usr/lib/dracut/hooks/pre-trigger/05-pxeboot-memory.sh",
        "--kver=" + kernelVersion,
        "/boot/" + MADE);
    Path made =
        root.file("boot/" + MADE)
            .orElseThrow(
                () -> new BuildException("dracut made no initramfs; its words stand above"));
    Files.move(made, target, StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * Large: the whole root as the kernel's first file system (cpio, newc), without {@code /boot}.
   */
  static void fullOs(Path root, Path target) throws IOException {
    Command cpio =
        Command.of("cpio", "--quiet", "--null", "--create", "--format=newc", "--reproducible")
            .withDirectory(root);
    Command zstd =
        Command.of("zstd", "--quiet", "--force", "-T0", "-9", "-o", target.toString(), "-");
    List<String> names;
    try (Stream<Path> files = Files.walk(root)) {
      names =
          files
              .map(each -> root.relativize(each).toString())
              .filter(each -> !each.isEmpty() && !each.startsWith("boot/"))
              .sorted()
              .toList();
    }
    new Pipeline(cpio, zstd)
        .run(stdin -> {
          for (String each : names) {
            stdin.write((each + "\0").getBytes(StandardCharsets.UTF_8));
          }
        });
  }
}
