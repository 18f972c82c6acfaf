package org.pxebootstack.installer.phase;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.pxebootstack.command.Command;

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
