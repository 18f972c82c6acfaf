package org.pxebootstack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.pxebootstack.cli.lab.Firmware;
import org.pxebootstack.cli.lab.VirtualMachine;
import org.pxebootstack.contract.machine.Architecture;

/** A blank ARM64 machine, from power-on to a login, installed by the container of this host. */
@Tag("arm64")
class Arm64InstallationIT {
  private static final List<VirtualMachine.Disk> ONE_DISK = List.of(VirtualMachine.Disk.of("8GiB"));

  @Test
  void uefiByItsOwnNetworkStack() throws IOException {
    try (TestLab lab = new TestLab("arm64", Architecture.AARCH64)) {
      lab.start();
      VirtualMachine machine = lab.machine("arm1", 31, TestLab.DISTRO, Firmware.UEFI, ONE_DISK);
      Installation installation = new Installation(lab, machine, 31);
      installation.installAndRestart();
      assertThat(lab.lab().stackLog()).contains("ipxe-arm64.efi");
      assertThat(installation.onDisk("uname --machine")).isEqualTo("aarch64\n");
      assertThat(installation.onDisk("cat /proc/cmdline")).contains("console=ttyAMA0");
      assertThat(installation.onDisk("efibootmgr")).contains("debian");
      assertThat(installation.onDisk("sudo ls /boot/efi/EFI/BOOT")).contains("BOOTAA64.EFI");
    }
  }
}
