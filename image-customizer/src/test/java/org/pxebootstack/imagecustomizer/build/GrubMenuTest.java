package org.pxebootstack.imagecustomizer.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.pxebootstack.contract.image.GrubMemoryCheck;
import org.pxebootstack.contract.machine.DataSize;
import org.pxebootstack.imagecustomizer.configuration.ConfigurationParser;
import org.pxebootstack.imagecustomizer.configuration.ImageConfiguration;
import org.pxebootstack.imagecustomizer.configuration.ImageConfiguration.InitramfsType;
import org.pxebootstack.imagecustomizer.configuration.ParsedConfiguration;

class GrubMenuTest {
  private static final DataSize SIZE = DataSize.ofMebibytes(640);

  @Test
  void bootstrapOverTheNetwork() {
    ImageConfiguration configuration =
        configuration(
            """
            os:
              kernelCommandLine:
                extraCommandLine: [ quiet ]
            pxe:
              initramfsType: bootstrap
              bootstrapBaseUrl: http://192.0.2.1/live/rescue
              kernelCommandLine:
                extraCommandLine: [ nomodeset ]
            """);
    assertThat(GrubMenu.pxe(configuration, InitramfsType.BOOTSTRAP, SIZE))
        .isEqualTo(
            """
            set timeout=0
            set default=0
            regexp --set=1:server --set=2:directory '^\\([a-z]*,([^)]*)\\)(.*)$' "$cmdpath"
            %smenuentry "Live system" {
              linux $cmdpath/boot/vmlinuz root=live:http://192.0.2.1/live/rescue/image.iso rd.live.image rd.live.dir=liveos rd.live.squashimg=rootfs.img rd.live.overlay.overlayfs pxeboot.memory=640 ip=dhcp console=tty0 console=ttyS0,115200 quiet nomodeset
              initrd $cmdpath/boot/initrd.img
            }
            """
                .formatted(GrubMemoryCheck.of(SIZE)));
  }

  @Test
  void fullOsOverHttp() {
    ImageConfiguration configuration = configuration("pxe:\n  loadKernelFrom: http\n");
    assertThat(GrubMenu.pxe(configuration, InitramfsType.FULL_OS, SIZE))
        .contains(
            "  linux (http,$server)$directory/boot/vmlinuz ip=dhcp console=tty0"
                + " console=ttyS0,115200\n",
            "  initrd (http,$server)$directory/boot/initrd.img\n");
  }

  @Test
  void aCdFindsItsRootFileSystemByItsLabel() {
    assertThat(GrubMenu.iso(configuration(""), InitramfsType.BOOTSTRAP, SIZE))
        .contains(
            "  linux ($root)/boot/vmlinuz root=live:CDLABEL=PXEBOOT_LIVE rd.live.image"
                + " rd.live.dir=liveos rd.live.squashimg=rootfs.img rd.live.overlay.overlayfs"
                + " console=tty0 console=ttyS0,115200\n");
  }

  @Test
  void aCdWithEverythingInItsInitramfsHasNoRoot() {
    assertThat(GrubMenu.iso(configuration(""), InitramfsType.FULL_OS, SIZE))
        .doesNotContain("root=live");
  }

  @Test
  void theEnvironmentBlockIsOneKibibyte() {
    assertThat(GrubMenu.ENVIRONMENT_BLOCK).hasSize(1024).startsWith("# GRUB Environment Block\n#");
  }

  static ImageConfiguration configuration(String more) {
    String yaml =
        """
        input:
          distro: debian-13
        output:
          image:
            path: out
            format: pxe-dir
        """
            + more;
    return ConfigurationParser.parse("live.yaml", yaml, path -> Optional.empty())
            instanceof ParsedConfiguration.Valid(ImageConfiguration configuration)
        ? configuration
        : fail("not valid: " + yaml);
  }
}
