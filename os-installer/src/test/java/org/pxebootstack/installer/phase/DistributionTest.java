package org.pxebootstack.installer.phase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pxebootstack.contract.machine.Architecture;
import org.pxebootstack.installer.InstallException;

class DistributionTest {
  private static final Distribution.BootSettings SETTINGS =
      new Distribution.BootSettings(
          "0c1d", "console=tty0 console=ttyS0,115200", Architecture.X86_64);

  @TempDir private Path root;

  @Test
  void theFamilyIsTheNearestThatIsKnown() throws IOException, InstallException {
    assertThat(of("ID=debian")).isEqualTo(new DebianFamily("debian"));
    assertThat(of("ID=ubuntu\nID_LIKE=debian")).isEqualTo(new DebianFamily("ubuntu"));
    assertThat(of("ID=linuxmint\nID_LIKE=\"ubuntu debian\"")).isEqualTo(new DebianFamily("ubuntu"));
    assertThat(of("ID=fedora")).isEqualTo(new FedoraFamily("fedora"));
    assertThat(of("ID=\"rocky\"\nID_LIKE=\"rhel centos fedora\""))
        .isEqualTo(new FedoraFamily("rocky"));
    assertThat(of("ID=ol\nID_LIKE=fedora")).isEqualTo(new FedoraFamily("redhat"));
    assertThat(of("ID='rhel'\nID_LIKE='fedora'")).isEqualTo(new FedoraFamily("redhat"));
    assertThatThrownBy(() -> of("ID=alpine"))
        .hasMessage(
            "the root file system is of \"alpine\", which this version does not know; it installs"
                + " Debian, Ubuntu, Fedora and their relatives");
  }

  @Test
  void aRootFileSystemThatDoesNotSayWhatItIsIsRefused() {
    assertThatThrownBy(() -> new TargetRoot(root).distribution())
        .isInstanceOf(InstallException.class)
        .hasMessageStartingWith("the root file system has no /etc/os-release");
  }

  /** Where it is mounted, an absolute link leads to another system's file. */
  @Test
  void aLinkedOsReleaseIsReadWhereItIs() throws IOException, InstallException {
    write("usr/lib/os-release", "ID=rocky\n");
    Files.createDirectories(root.resolve("etc"));
    Files.createSymbolicLink(root.resolve("etc/os-release"), Path.of("/usr/lib/os-release"));
    assertThat(new TargetRoot(root).distribution()).isEqualTo(new FedoraFamily("rocky"));
  }

  @Test
  void debianHasItsSettingsInAFileOfTheirOwn() throws IOException {
    new DebianFamily("debian").writeBootSettings(new TargetRoot(root), SETTINGS);
    assertThat(root.resolve("etc/default/grub.d/50-pxeboot-stack.cfg"))
        .hasContent(
            """
            GRUB_CMDLINE_LINUX="console=tty0 console=ttyS0,115200"
            GRUB_CMDLINE_LINUX_DEFAULT=""
            GRUB_FORCE_PARTUUID=""
            GRUB_TERMINAL=console
            GRUB_TIMEOUT=1
            GRUB_DISABLE_OS_PROBER=true
            """);
  }

  @Test
  void fedoraHasThemAfterItsOwn() throws IOException {
    write("etc/default/grub", "GRUB_TIMEOUT=5\n");
    write("etc/selinux/config", "SELINUX=enforcing\n");
    new FedoraFamily("fedora").writeBootSettings(new TargetRoot(root), SETTINGS);
    assertThat(root.resolve("etc/default/grub"))
        .hasContent(
            """
            GRUB_TIMEOUT=5

            # pxeboot-stack
            GRUB_CMDLINE_LINUX="console=tty0 console=ttyS0,115200"
            GRUB_TERMINAL=console
            GRUB_TERMINAL_OUTPUT=console
            GRUB_TIMEOUT=1
            GRUB_ENABLE_BLSCFG=true
            GRUB_DISABLE_OS_PROBER=true
            """);
    assertThat(root.resolve("etc/kernel/cmdline"))
        .hasContent("root=UUID=0c1d ro console=tty0 console=ttyS0,115200");
    assertThat(root.resolve(".autorelabel")).exists();
  }

  @Test
  void aBootEntryNamesKernelInitramfsAndRoot() {
    assertThat(FedoraFamily.entry("fedora", "6.14.0-63.fc42.x86_64", SETTINGS))
        .isEqualTo(
            """
            title fedora (6.14.0-63.fc42.x86_64)
            version 6.14.0-63.fc42.x86_64
            linux /boot/vmlinuz-6.14.0-63.fc42.x86_64
            initrd /boot/initramfs-6.14.0-63.fc42.x86_64.img
            options root=UUID=0c1d ro console=tty0 console=ttyS0,115200
            grub_users $grub_users
            grub_arg --unrestricted
            grub_class fedora
            """);
  }

  @Test
  void theBootLoaderIsInTheDirectoryThatHasAShim() throws IOException {
    FedoraFamily family = new FedoraFamily("fedora");
    TargetRoot target = new TargetRoot(root);
    assertThat(family.loaderOf(target, "x64")).isEqualTo("fedora");
    write("boot/efi/EFI/redhat/shimx64.efi", "");
    write("boot/efi/EFI/tools/memtest.efi", "");
    assertThat(family.loaderOf(target, "x64")).isEqualTo("redhat");
    assertThat(family.loaderOf(target, "aa64")).isEqualTo("fedora");
    write("boot/efi/EFI/centos/shimx64.efi", "");
    assertThat(family.loaderOf(target, "x64")).isEqualTo("fedora");
  }

  @Test
  void grubOnTheEspIsLedToTheRootFileSystem() {
    assertThat(FedoraFamily.pointer("0c1d"))
        .isEqualTo(
            """
            search --no-floppy --fs-uuid --set=dev 0c1d
            search --no-floppy --root-dev-only --fs-uuid --set=dev 0c1d
            set prefix=($dev)/boot/grub2
            export $prefix
            configfile $prefix/grub.cfg
            """);
  }

  @Test
  void anEarlierBootEntryOfTheSameNameIsFound() {
    assertThat(
            new BootEntry("fedora", "\\EFI\\fedora\\shimx64.efi")
                .earlier(
                    """
                    BootCurrent: 0001
                    BootOrder: 0004,0001
                    Boot0001* UEFI PXEv4 (MAC:525400123456)\tPciRoot(0x0)/Pci(0x2,0x0)
                    Boot0004* fedora\tHD(2,GPT,aa)/File(\\EFI\\fedora\\shimx64.efi)
                    Boot000A* fedora
                    Boot0005  fedora rescue\tHD(2,GPT,bb)
                    """))
        .isEqualTo(List.of("0004", "000A"));
  }

  @Test
  void kernelsAreThoseInBoot() throws IOException, InstallException {
    write("boot/vmlinuz-6.12", "");
    write("boot/vmlinuz-6.1", "");
    assertThat(new TargetRoot(root).kernels()).containsExactly("6.1", "6.12");
    Files.delete(root.resolve("boot/vmlinuz-6.12"));
    Files.delete(root.resolve("boot/vmlinuz-6.1"));
    assertThatThrownBy(() -> new TargetRoot(root).kernels())
        .hasMessage("the root file system has no kernel in /boot; pull the image again");
    Files.delete(root.resolve("boot"));
    assertThatThrownBy(() -> new TargetRoot(root).kernels())
        .hasMessage("the root file system has no kernel in /boot; pull the image again");
  }

  private void write(String path, String content) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.resolve("..").normalize());
    Files.writeString(file, content);
  }

  private static Distribution of(String osRelease) throws IOException, InstallException {
    return Distribution.of(OsRelease.parse(osRelease));
  }
}
