package org.pxebootstack.installer.phase;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.pxebootstack.command.Command;
import org.pxebootstack.command.CommandFailedException;
import org.pxebootstack.installer.InstallException;

/** The mounted root of the system that is being installed. */
final class TargetRoot {
  private static final Path EFI_VARIABLES = Path.of("sys/firmware/efi/efivars");

  private final Path root;

  TargetRoot(Path root) {
    this.root = root;
  }

  Path path(String relative) {
    return root.resolve(relative);
  }

  boolean has(String relative) {
    return Files.exists(path(relative), LinkOption.NOFOLLOW_LINKS);
  }

  Distribution distribution() throws IOException, InstallException {
    // The first may be a link to the second, and an absolute one would lead out of this root.
    String file =
        Files.isRegularFile(path("etc/os-release"), LinkOption.NOFOLLOW_LINKS)
            ? "etc/os-release"
            : "usr/lib/os-release";
    if (!has(file)) {
      throw new InstallException(
          "the root file system has no /etc/os-release, which says what it is; pull the image again");
    }
    return Distribution.of(OsRelease.parse(Files.readString(path(file))));
  }

  /**
   * Versions of the kernels in {@code /boot}.
   *
   * @throws InstallException where there is none
   */
  List<String> kernels() throws IOException, InstallException {
    List<String> versions = new ArrayList<>();
    if (Files.isDirectory(path("boot"))) {
      for (Path each : list(path("boot"), "vmlinuz-*")) {
        versions.add(String.valueOf(each.getFileName()).substring("vmlinuz-".length()));
      }
    }
    if (versions.isEmpty()) {
      throw new InstallException(
          "the root file system has no kernel in /boot; pull the image again");
    }
    return versions;
  }

  static List<Path> list(Path directory, String glob) throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, glob)) {
      entries.forEach(found::add);
    }
    found.sort(null);
    return found;
  }

  /** The UUID of the file system on a partition. */
  String uuidOf(String partition) throws IOException {
    return Command.of("blkid", "-s", "UUID", "-o", "value", partition).run().output().strip();
  }

  /**
   * Everything that was written so far is on the disk when this returns. What was written went to
   * memory, and whether the disk took it is heard here alone: by syncfs(2), of which coreutils, but
   * not busybox, tells the result.
   *
   * @throws InstallException where it did not
   */
  void flush() throws IOException, InstallException {
    for (String each : Stream.of("boot/efi", "").filter(this::has).toList()) {
      try {
        var _ = command("sync", "--file-system", "/" + each).run();
      } catch (CommandFailedException e) {
        throw new InstallException(
            "the disk did not take all that was written to it; see to the disk, or take another: "
                + e.getMessage(),
            e);
      }
    }
  }

  /** Lets programs inside it find names, as this system does, for as long as it is mounted. */
  void lendNameServers() throws IOException {
    Path own = Path.of("/etc/resolv.conf");
    Path theirs = path("etc/resolv.conf");
    if (!Files.exists(own)) {
      return;
    }
    if (Files.isSymbolicLink(theirs)) {
      // Into /run, which lives in memory.
      Path link = Path.of("/etc").resolve(Files.readSymbolicLink(theirs)).normalize();
      theirs = path(link.toString().substring(1));
      Files.createDirectories(theirs.resolve("..").normalize());
    }
    if (!Files.exists(theirs)) {
      Files.writeString(theirs, "");
    }
    var _ = Command.of("mount", "--bind", own.toString(), theirs.toString()).run();
  }

  /** A command that runs inside it, with an environment that depends on nothing of ours. */
  Command command(String... argv) {
    List<String> inside = new ArrayList<>(List.of("chroot", root.toString()));
    inside.addAll(
        List.of(
            "/usr/bin/env",
            "-i",
            "PATH=/usr/sbin:/usr/bin:/sbin:/bin",
            "LANG=C",
            "DEBIAN_FRONTEND=noninteractive"));
    inside.addAll(List.of(argv));
    return Command.of(inside);
  }

  /** Gives it this kernel's device, process and system directories. */
  void mountSystemDirectories(boolean efi) throws IOException {
    mount("--bind", "/dev", "dev");
    mount("-t", "devpts", "devpts", "dev/pts");
    mount("-t", "proc", "proc", "proc");
    mount("-t", "sysfs", "sysfs", "sys");
    mount("-t", "tmpfs", "tmpfs", "run");
    // update-grub asks udev's database which disk is which.
    Files.createDirectories(path("run/udev"));
    mount("--bind", "/run/udev", "run/udev");
    if (efi) {
      // Without it the boot entry of the firmware can't be written; the removable path still boots.
      var _ =
          Command.of("mount", "-t", "efivarfs", "efivarfs", root.resolve(EFI_VARIABLES).toString())
              .tryRun();
    }
  }

  boolean hasEfiVariables() throws IOException {
    Path directory = root.resolve(EFI_VARIABLES);
    try (var entries = Files.list(directory)) {
      return entries.findAny().isPresent();
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private void mount(String... options) throws IOException {
    List<String> argv = new ArrayList<>(List.of("mount"));
    argv.addAll(List.of(options));
    Path where = root.resolve(argv.removeLast());
    Files.createDirectories(where);
    argv.add(where.toString());
    var _ = Command.of(argv).run();
  }
}
