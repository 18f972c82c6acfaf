package org.pxebootstack.installer.phase;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TargetConfigurationPhaseTest {

  @Test
  void fstabNamesFileSystemsByUuid() {
    assertThat(TargetConfigurationPhase.fstab("0c1d", "AB-12"))
        .isEqualTo(
            """
            # <file system> <mount point> <type> <options> <dump> <pass>
            UUID=0c1d / ext4 errors=remount-ro 0 1
            UUID=AB-12 /boot/efi vfat umask=0077 0 1
            """);
  }
}
