package org.pxebootstack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.pxebootstack.cli.lab.Firmware;
import org.pxebootstack.cli.lab.VirtualMachine;

/** A blank machine installed by the tar that is handed out, started as pvmlab does. */
class PvmlabIT {
  private static final TestLab LAB = new TestLab("pvmlab", new PvmlabStack("pvmlab"));

  @BeforeAll
  static void start() throws IOException {
    LAB.start();
  }

  @AfterAll
  static void stop() throws IOException {
    LAB.close();
  }

  @Test
  void uefiByTheOldIpxeOfTheNetworkCard() throws IOException {
    VirtualMachine machine =
        LAB.machine(
            "uefi2",
            12,
            TestLab.DISTRO,
            Firmware.UEFI_IPXE_ROM,
            List.of(VirtualMachine.Disk.of("8GiB")));
    Installation installation = new Installation(LAB, machine, 12);
    installation.installAndStay();
    installation.logIn();
    assertThat(installation.onDisk("test -d /sys/firmware/efi && echo yes")).isEqualTo("yes\n");
  }
}
