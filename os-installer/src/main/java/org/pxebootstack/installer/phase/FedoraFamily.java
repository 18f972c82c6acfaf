package org.pxebootstack.installer.phase;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.pxebootstack.command.Command;
import org.pxebootstack.installer.InstallException;

/**
 * Fedora, Red Hat Enterprise Linux and what is made from them. GRUB for UEFI is never built on the
 * machine there: shim and GRUB are files of packages, signed, on the image's ESP.
 *
 * @param loaderId the vendor's directory on the ESP
 */
record FedoraFamily(String loaderId) implements Distribution {
  /** By ID of os-release(5). */
  static final Map<String, String> VENDORS =
      Map.of(
          "fedora", "fedora",
          "rhel", "redhat",
          "ol", "redhat",
          "centos", "centos",
          "rocky", "rocky",
          "almalinux", "almalinux");

  private static final Duration LONGEST_INSTALLATION = Duration.ofMinutes(10);

  @Override
  public void writeBootSettings(TargetRoot target, BootSettings settings) throws IOException {
    // Its grub2-mkconfig reads no /etc/default/grub.d; what stands last in the file counts.
    Files.createDirectories(target.path("etc/default"));
    Files.writeString(
        target.path("etc/default/grub"),
        grubDefaults(settings),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
    // For kernels that are installed later (kernel-install(8)).
    Files.createDirectories(target.path("etc/kernel"));
    Files.writeString(target.path("etc/kernel/cmdline"), commandLine(settings) + "\n");
    if (target.has("etc/selinux/config")) {
      // What the installer writes has no SELinux labels: the first boot gives them.
      Files.writeString(target.path(".autorelabel"), "");
    }
  }

  static String grubDefaults(BootSettings settings) {
    return """

    # pxeboot-stack
    GRUB_CMDLINE_LINUX="%s"
    GRUB_TERMINAL=console
    GRUB_TERMINAL_OUTPUT=console
    GRUB_TIMEOUT=1
    GRUB_ENABLE_BLSCFG=true
    GRUB_DISABLE_OS_PROBER=true
    """
        .formatted(settings.arguments());
  }

  private static String commandLine(BootSettings settings) {
    return "root=UUID=" + settings.rootUuid() + " ro " + settings.arguments();
  }

  @Override
  public void prepareKernels(TargetRoot target, BootSettings settings, Installation installation)
      throws IOException, InstallException {
    // Entries belong to a machine id, and those of the image name the disk that it was made on.
    String machineId = UUID.randomUUID().toString().replace("-", "");
    Files.writeString(target.path("etc/machine-id"), machineId + "\n");
    Path entries = target.path("boot/loader/entries");
    Files.createDirectories(entries);
    for (Path each : TargetRoot.list(entries, "*.conf")) {
      Files.delete(each);
    }
    for (String version : target.kernels()) {
      if (version.startsWith("0-rescue")) {
        continue;
      }
      if (!target.has("boot/initramfs-" + version + ".img")) {
        require(target, "usr/bin/dracut", "dracut", installation);
        installation.say("making the initramfs of kernel " + version);
        String archive = "/boot/initramfs-" + version + ".img";
        var _ = target.command("dracut", "--force", "--no-hostonly", archive, version).run();
      }
      Files.writeString(
          entries.resolve(machineId + "-" + version + ".conf"), entry(loaderId, version, settings));
    }
  }

  /** A boot entry, as the Boot Loader Specification (type #1) wants it. */
  static String entry(String title, String version, BootSettings settings) {
    return """
    title %s (%s)
    version %s
    linux /boot/vmlinuz-%s
    initrd /boot/initramfs-%s.img
    options %s
    grub_users $grub_users
    grub_arg --unrestricted
    grub_class %s
    """
        .formatted(title, version, version, version, version, commandLine(settings), title);
  }

  @Override
  public void installBootloader(TargetRoot target, Installation installation)
      throws IOException, InstallException {
    require(target, "usr/sbin/grub2-mkconfig", "grub2-tools", installation);
    Files.createDirectories(target.path("boot/grub2"));
    if (!installation.efi()) {
      require(target, "usr/sbin/grub2-install", "grub2-tools", installation);
      require(target, "usr/lib/grub/i386-pc/modinfo.sh", "grub2-pc", installation);
      var _ = target.command("grub2-mkconfig", "-o", "/boot/grub2/grub.cfg").run();
      target.flush();
      String disk = installation.targetDisk().device();
      var _ = target.command("grub2-install", "--target=i386-pc", disk).run();
      return;
    }
    String suffix = Distribution.suffix(installation.configuration().arch());
    String loader = loaderOf(target, suffix);
    String vendor = "boot/efi/EFI/" + loader;
    require(target, vendor + "/shim" + suffix + ".efi", "shim-" + suffix, installation);
    require(target, vendor + "/grub" + suffix + ".efi", "grub2-efi-" + suffix, installation);
    var _ = target.command("grub2-mkconfig", "-o", "/boot/grub2/grub.cfg").run();
    Files.writeString(
        target.path(vendor + "/grub.cfg"),
        pointer(target.uuidOf(installation.targetDisk().root())));
    FallbackLoader fallback = FallbackLoader.of(target, loader, suffix);
    fallback.prepare();
    target.flush();
    fallback.activate();
    target.flush();
    new BootEntry(loader, "\\EFI\\" + loader + "\\shim" + suffix + ".efi")
        .write(target, installation);
  }

  /** Relatives may have a directory of their own: the one that has a shim. */
  String loaderOf(TargetRoot target, String suffix) throws IOException {
    Path efi = target.path("boot/efi/EFI");
    List<String> found = new ArrayList<>();
    if (Files.isDirectory(efi)) {
      for (Path each : TargetRoot.list(efi, "*")) {
        if (Files.exists(each.resolve("shim" + suffix + ".efi"))) {
          found.add(String.valueOf(each.getFileName()));
        }
      }
    }
    return found.size() == 1 ? found.getFirst() : loaderId;
  }

  /**
   * Leads GRUB on the ESP to its configuration on the root file system. One that does not know
   * {@code --root-dev-only}, as before October 2023, goes on with what the line before found.
   */
  static String pointer(String rootUuid) {
    return """
    search --no-floppy --fs-uuid --set=dev %1$s
    search --no-floppy --root-dev-only --fs-uuid --set=dev %1$s
    set prefix=($dev)/boot/grub2
    export $prefix
    configfile $prefix/grub.cfg
    """
        .formatted(rootUuid);
  }

  @Override
  public List<Command> installing(TargetRoot target, String packageName) {
    return List.of(
        target
            .command("dnf", "install", "--assumeyes", "--setopt=install_weak_deps=False")
            .with(packageName)
            .withTimeout(LONGEST_INSTALLATION));
  }
}
