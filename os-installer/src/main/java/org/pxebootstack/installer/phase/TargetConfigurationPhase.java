package org.pxebootstack.installer.phase;

import java.io.IOException;
import java.nio.file.DirectoryStream;
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
    Files.createDirectories(target.path("boot/efi"));
    var _ = Command.of("mount", "-t", "vfat", disk.esp(), target.path("boot/efi").toString()).run();
    Files.writeString(target.path("etc/fstab"), fstab(uuid(disk.root()), uuid(disk.esp())));
    writeSeed(target, installation.seed());
    writeGrubDefaults(target, installation.configuration());
    // Empty: the installed system makes its own on its first boot (machine-id(5)).
    Files.writeString(target.path("etc/machine-id"), "");
    makeMissingInitramfs(target, installation);
  }

  static String fstab(String root, String esp) {
    return """
    # <file system> <mount point> <type> <options> <dump> <pass>
    UUID=%s / ext4 errors=remount-ro 0 1
    UUID=%s /boot/efi vfat umask=0077 0 1
    """
        .formatted(root, esp);
  }

  private static String uuid(String partition) throws IOException {
    return Command.of("blkid", "-s", "UUID", "-o", "value", partition).run().output().strip();
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

  private static void writeGrubDefaults(TargetRoot target, InstallerConfiguration configuration)
      throws IOException {
    Path directory = target.path("etc/default/grub.d");
    Files.createDirectories(directory);
    KernelArguments own = configuration.kernelArgs();
    Files.writeString(
        directory.resolve("50-pxeboot-stack.cfg"),
        """
        GRUB_CMDLINE_LINUX="console=tty0 console=%s,115200%s"
        GRUB_CMDLINE_LINUX_DEFAULT=""
        GRUB_TERMINAL=console
        GRUB_TIMEOUT=1
        GRUB_DISABLE_OS_PROBER=true
        """
            .formatted(configuration.arch().serialConsole(), own == null ? "" : " " + own));
  }

  private static void makeMissingInitramfs(TargetRoot target, Installation installation)
      throws IOException, InstallException {
    try (DirectoryStream<Path> kernels =
        Files.newDirectoryStream(target.path("boot"), "vmlinuz-*")) {
      boolean any = false;
      for (Path kernel : kernels) {
        any = true;
        String version = String.valueOf(kernel.getFileName()).substring("vmlinuz-".length());
        if (!Files.exists(target.path("boot/initrd.img-" + version))) {
          installation.say("making the initramfs of kernel " + version);
          var _ = target.command("update-initramfs", "-c", "-k", version).run();
        }
      }
      if (!any) {
        throw new InstallException(
            "the root file system has no kernel in /boot; pull the image again");
      }
    }
  }
}
