package org.pxebootstack.installer.phase;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.pxebootstack.command.Command;
import org.pxebootstack.contract.install.InstallerConfiguration;
import org.pxebootstack.contract.machine.KernelArguments;
import org.pxebootstack.installer.InstallException;
import org.pxebootstack.installer.disk.TargetDisk;
import org.pxebootstack.installer.progress.PhaseProgress;

/** Makes the unpacked files a system of this machine: mounts, fstab, NoCloud seed, initramfs. */
final class TargetConfigurationPhase implements Phase {
  private static final Path ESP = Path.of("/run/esp");

  @Override
  public String name() {
    return "target-configuration";
  }

  @Override
  public void run(Installation installation, PhaseProgress progress)
      throws IOException, InstallException {
    TargetRoot target = new TargetRoot(Installation.TARGET);
    TargetDisk disk = installation.targetDisk();
    target.mountSystemDirectories(installation.efi());
    mountEsp(target, disk.esp());
    String root = target.uuidOf(disk.root());
    Files.writeString(target.path("etc/fstab"), fstab(root, target.uuidOf(disk.esp())));
    writeSeed(target, installation.seed());
    // Empty: the installed system makes its own on its first boot (machine-id(5)).
    Files.writeString(target.path("etc/machine-id"), "");
    InstallerConfiguration configuration = installation.configuration();
    Distribution.BootSettings settings =
        new Distribution.BootSettings(root, kernelArguments(configuration), configuration.arch());
    Distribution distribution = target.distribution();
    distribution.writeBootSettings(target, settings);
    distribution.prepareKernels(target, settings, installation);
  }

  /**
   * With what the image brought for it, such as shim and GRUB of Fedora's packages; but without
   * what firmware starts by itself, which comes when there is something to start.
   */
  private static void mountEsp(TargetRoot target, String esp) throws IOException {
    Path brought = target.path("boot/efi");
    Files.createDirectories(brought);
    Files.createDirectories(ESP);
    removeFallback(brought);
    var _ = Command.of("mount", "-t", "vfat", esp, ESP.toString()).run();
    var _ = Command.of("cp", "-R", brought + "/.", ESP.toString()).run();
    var _ = Command.of("umount", ESP.toString()).run();
    for (Path each : TargetRoot.list(brought, "*")) {
      var _ = Command.of("rm", "-r", each.toString()).run();
    }
    var _ = Command.of("mount", "-t", "vfat", esp, brought.toString()).run();
  }

  /** FAT knows no case; the image's file system does. */
  static void removeFallback(Path esp) throws IOException {
    for (Path efi : TargetRoot.list(esp, "[eE][fF][iI]")) {
      for (Path each : TargetRoot.list(efi, "[bB][oO][oO][tT]")) {
        var _ = Command.of("rm", "-r", each.toString()).run();
      }
    }
  }

  private static String kernelArguments(InstallerConfiguration configuration) {
    KernelArguments own = configuration.kernelArgs();
    return "console=tty0 console=%s,115200%s"
        .formatted(configuration.arch().serialConsole(), own == null ? "" : " " + own);
  }

  static String fstab(String root, String esp) {
    return """
    # <file system> <mount point> <type> <options> <dump> <pass>
    UUID=%s / ext4 errors=remount-ro 0 1
    UUID=%s /boot/efi vfat umask=0077 0 1
    """
        .formatted(root, esp);
  }

  private static void writeSeed(TargetRoot target, Map<String, String> seed) throws IOException {
    Path directory = target.path("var/lib/cloud/seed/nocloud");
    Files.createDirectories(directory);
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
    for (Map.Entry<String, String> file : seed.entrySet()) {
      Path path = directory.resolve(file.getKey());
      Files.writeString(path, file.getValue());
      // user-data may hold password hashes.
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
    }
    Path settings = target.path("etc/cloud/cloud.cfg.d");
    Files.createDirectories(settings);
    Files.writeString(
        settings.resolve("95-pxeboot-stack.cfg"),
        """
        # The seed is on this disk: no cloud is asked for one.
        datasource_list: [NoCloud, None]
        """);
  }
}
