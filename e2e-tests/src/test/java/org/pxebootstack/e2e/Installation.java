package org.pxebootstack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.pxebootstack.cli.lab.MachineStatus;
import org.pxebootstack.cli.lab.VirtualMachine;

/**
 * A blank machine's road to a login on its disk.
 *
 * @param number by which the lab gives it its addresses
 */
record Installation(TestLab lab, VirtualMachine machine, int number) {
  private static final Duration RESTARTS = Duration.ofMinutes(2);
  private static final Duration BOOTS_FROM_DISK = Duration.ofMinutes(8);

  void installAndRestart() throws IOException {
    install();
    Await.that(
        machine.name() + " to restart",
        lab.patience(RESTARTS),
        () -> !machine.isRunning(),
        () -> lab.whatHappened(machine));
    logIn();
  }

  /** Installs it, and leaves it in the installer, where {@code .noreboot} says so. */
  void installAndStay() throws IOException {
    lab.stayInInstaller(machine.name());
    install();
    Await.that(
        machine.name() + " to stay in the installer",
        lab.patience(RESTARTS),
        () -> machine.console().contains("not restarting") && machine.console().contains("/ #"),
        () -> lab.whatHappened(machine));
    machine.powerOff();
  }

  private void install() throws IOException {
    machine.powerOn(VirtualMachine.BootFrom.DISK_THEN_NETWORK_ONCE);
    MachineStatus status = lab.awaitEnd(machine);
    assertThat(status.state()).as(lab.whatHappened(machine)).isEqualTo("installed");
  }

  /** Starts the machine without network boot and looks at what has become of it. */
  void logIn() throws IOException {
    machine.powerOn(VirtualMachine.BootFrom.DISK_ONLY);
    assertThat(onDisk("cloud-init status --wait")).endsWith("status: done\n");
    assertThat(onDisk("sudo cloud-init schema --system"))
        .contains(
            "Valid schema user-data", "Valid schema vendor-data", "Valid schema network-config")
        .doesNotContain("deprecated");
    assertThat(onDisk("hostname")).isEqualTo(machine.name() + "\n");
    assertThat(onDisk("findmnt --noheadings --output SOURCE,FSTYPE,LABEL /"))
        .matches("/dev/vda3\\s+ext4\\s+cloudimg-rootfs\\s*\n");
    assertThat(onDisk("findmnt --noheadings --output FSTYPE,LABEL /boot/efi"))
        .matches("vfat\\s+UEFI\\s*\n");
    assertThat(onDisk("systemctl --failed --quiet")).isEmpty();
    assertThat(lab.lab().status(machine.name()).orElseThrow().state())
        .as(lab.whatHappened(machine))
        .isEqualTo("ready");
  }

  /** The output of a command on the installed machine. */
  String onDisk(String command) throws IOException {
    var result = lab.lab().ssh(TestLab.ip(number), lab.patience(BOOTS_FROM_DISK), command);
    assertThat(result.exitCode())
        .as("%s on %s: %s%s", command, machine.name(), result.output(), result.errors())
        .isZero();
    return result.output();
  }
}
