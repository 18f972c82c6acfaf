package org.pxebootstack.installer.phase;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.pxebootstack.command.Command;
import org.pxebootstack.command.CommandFailedException;
import org.pxebootstack.contract.machine.Architecture;
import org.pxebootstack.installer.InstallException;

/**
 * Debian, Ubuntu and what is made from them.
 *
 * @param loaderId {@code debian} or {@code ubuntu}
 */
record DebianFamily(String loaderId) implements Distribution {
  static final Set<String> VENDORS = Set.of("debian", "ubuntu");

  private static final Duration LONGEST_INSTALLATION = Duration.ofMinutes(10);

  @Override
  public void writeBootSettings(TargetRoot target, BootSettings settings) throws IOException {
    Path directory = target.path("etc/default/grub.d");
    Files.createDirectories(directory);
    Files.writeString(directory.resolve("50-pxeboot-stack.cfg"), grubDefaults(settings));
  }

  static String grubDefaults(BootSettings settings) {
    // Ubuntu's cloud images name the partition that they were made on (40-force-partuuid.cfg).
    return """
    GRUB_CMDLINE_LINUX="%s"
    GRUB_CMDLINE_LINUX_DEFAULT=""
    GRUB_FORCE_PARTUUID=""
    GRUB_TERMINAL=console
    GRUB_TIMEOUT=1
    GRUB_DISABLE_OS_PROBER=true
    """
        .formatted(settings.arguments());
  }

  @Override
  public void prepareKernels(TargetRoot target, BootSettings settings, Installation installation)
      throws IOException, InstallException {
    for (String version : target.kernels()) {
      if (!target.has("boot/initrd.img-" + version)) {
        require(target, "usr/sbin/update-initramfs", "initramfs-tools", installation);
        installation.say("making the initramfs of kernel " + version);
        var _ = target.command("update-initramfs", "-c", "-k", version).run();
      }
    }
  }

  @Override
  public void installBootloader(TargetRoot target, Installation installation)
      throws IOException, InstallException {
    Architecture arch = installation.configuration().arch();
    String platform = platform(installation.efi(), arch);
    require(target, "usr/sbin/grub-install", "grub2-common", installation);
    require(target, "usr/lib/grub/" + platform + "/modinfo.sh", binaries(platform), installation);
    // Some images come without it, since grub-install would make it.
    Files.createDirectories(target.path("boot/grub"));
    var _ = target.command("grub-mkconfig", "-o", "/boot/grub/grub.cfg").run();
    target.flush();
    if (installation.efi()) {
      installForEfi(target, installation, platform);
    } else {
      var _ =
          target
              .command("grub-install", "--target=" + platform, installation.targetDisk().device())
              .run();
    }
  }

  private static String platform(boolean efi, Architecture arch) {
    return !efi ? "i386-pc" : arch == Architecture.AARCH64 ? "arm64-efi" : "x86_64-efi";
  }

  private static String binaries(String platform) {
    return switch (platform) {
      case "i386-pc" -> "grub-pc-bin";
      case "arm64-efi" -> "grub-efi-arm64-bin";
      default -> "grub-efi-amd64-bin";
    };
  }

  /** Where the image has them, Debian's grub-install takes shim and the GRUB that is signed. */
  private void installForEfi(TargetRoot target, Installation installation, String platform)
      throws IOException, InstallException {
    boolean signed =
        target.has("usr/lib/grub/" + platform + "-signed") && target.has("usr/lib/shim");
    installation.say(
        signed
            ? "shim and signed GRUB are installed: it starts with Secure Boot too"
            : "the image has no shim, or no signed GRUB: it does not start with Secure Boot");
    Command install =
        target
            .command("grub-install", "--target=" + platform, "--efi-directory=/boot/efi")
            .with("--bootloader-id=" + loaderId, "--recheck");
    if (!target.hasEfiVariables() || !tookBootEntry(install, installation)) {
      var _ = install.with("--no-nvram").run();
    }
    FallbackLoader fallback =
        FallbackLoader.of(
            target, loaderId, Distribution.suffix(installation.configuration().arch()));
    fallback.prepare();
    target.flush();
    fallback.activate();
    target.flush();
  }

  private static boolean tookBootEntry(Command install, Installation installation) {
    try {
      var _ = install.run();
      return true;
    } catch (CommandFailedException e) {
      installation.say("the firmware took no boot entry: " + e.getMessage());
      return false;
    }
  }

  @Override
  public List<Command> installing(TargetRoot target, String packageName) {
    return List.of(
        target.command("apt-get", "update").withTimeout(LONGEST_INSTALLATION),
        target
            .command("apt-get", "install", "--yes", "--no-install-recommends", packageName)
            .withTimeout(LONGEST_INSTALLATION));
  }
}
