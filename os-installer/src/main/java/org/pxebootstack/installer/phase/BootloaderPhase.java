package org.pxebootstack.installer.phase;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Properties;
import java.util.Set;
import org.pxebootstack.command.Command;
import org.pxebootstack.command.CommandFailedException;
import org.pxebootstack.contract.machine.Architecture;
import org.pxebootstack.installer.InstallException;
import org.pxebootstack.installer.progress.PhaseProgress;

/**
 * Installs GRUB from the target's own packages. It comes last, so that a disk that was left half
 * written does not boot.
 */
final class BootloaderPhase implements Phase {
  private static final Set<String> DEBIAN_FAMILY = Set.of("debian", "ubuntu");

  @Override
  public String name() {
    return "bootloader";
  }

  @Override
  public void run(Installation installation, PhaseProgress progress)
      throws IOException, InstallException {
    TargetRoot target = new TargetRoot(Installation.TARGET);
    String distribution = distribution(target);
    if (!DEBIAN_FAMILY.contains(distribution)) {
      throw new InstallException(
          "the root file system is of \""
              + distribution
              + "\"; this version installs the boot loader of debian and ubuntu only");
    }
    // Some images come without it, since grub-install would make it.
    Files.createDirectories(target.path("boot/grub"));
    var _ = target.command("grub-mkconfig", "-o", "/boot/grub/grub.cfg").run();
    if (installation.efi()) {
      installForEfi(installation, target, distribution);
    } else {
      var _ =
          target
              .command("grub-install", "--target=i386-pc", installation.targetDisk().device())
              .run();
    }
  }

  /** os-release(5): ID, in lower case. */
  private static String distribution(TargetRoot target) throws IOException {
    Properties release = new Properties();
    try (var reader = Files.newBufferedReader(target.path("etc/os-release"))) {
      release.load(reader);
    }
    return release.getProperty("ID", "unknown").replace("\"", "");
  }

  /**
   * To the distribution's directory, and to the path that firmware tries without being told (UEFI,
   * section 3.5.1.1), which survives a lost boot entry.
   */
  private static void installForEfi(
      Installation installation, TargetRoot target, String distribution) throws IOException {
    String platform =
        installation.configuration().arch() == Architecture.AARCH64 ? "arm64-efi" : "x86_64-efi";
    Command install =
        target
            .command("grub-install", "--target=" + platform, "--efi-directory=/boot/efi")
            .with("--bootloader-id=" + distribution, "--force-extra-removable", "--recheck");
    if (target.hasEfiVariables()) {
      try {
        var _ = install.run();
        return;
      } catch (CommandFailedException e) {
        installation.say("the firmware took no boot entry: " + e.getMessage());
      }
    }
    var _ = install.with("--no-nvram").run();
  }
}
