package org.pxebootstack.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.pxebootstack.cli.lab.Firmware;
import org.pxebootstack.cli.lab.Lab;
import org.pxebootstack.cli.lab.MachineStatus;
import org.pxebootstack.cli.lab.VirtualMachine;
import org.pxebootstack.cli.lab.VirtualMachine.BootFrom;
import org.pxebootstack.cli.lab.VirtualMachine.Disk;
import org.pxebootstack.contract.machine.MacAddress;

/** {@code DHCP_MODE=proxy} from power-on to the installed system's own word that it is ready. */
@Tag("slow")
class ProxyInstallationIT {
  private static final MacAddress MAC = TestLab.mac(31);
  private static final Duration INSTALLS = Duration.ofMinutes(20);
  private static final Duration RESTARTS = Duration.ofMinutes(2);
  private static final Duration BOOTS_FROM_DISK = Duration.ofMinutes(10);

  @Test
  void aMachineWithAnotherServersAddressIsInstalled() throws IOException {
    try (ForeignDhcp network = new ForeignDhcp("aside")) {
      network.start("proxy");
      network.serve(ForeignDhcp.Server.DNSMASQ, "");
      Lab lab = network.lab();
      lab.define(
          "aside1",
          """
          {"name": "aside1", "arch": "x86_64", "mac": "%s", "pxeboot": true, "distro": "%s"}
          """
              .formatted(MAC, TestLab.DISTRO));
      VirtualMachine machine =
          lab.machine(
              VirtualMachine.Hardware.of("aside1", MAC, Firmware.UEFI, List.of(Disk.of("8GiB"))));
      machine.powerOn(BootFrom.DISK_THEN_NETWORK_ONCE);
      await("installed", INSTALLS, machine, lab);
      Await.that(
          "aside1 to restart",
          RESTARTS,
          () -> !machine.isRunning(),
          () -> whatHappened(machine, lab));
      machine.powerOn(BootFrom.DISK_ONLY);
      await("ready", BOOTS_FROM_DISK, machine, lab);
    }
  }

  private static void await(String state, Duration longest, VirtualMachine machine, Lab lab)
      throws IOException {
    Await.that(
        machine.name() + " to be " + state,
        longest,
        () -> {
          String now = lab.status(machine.name()).map(MachineStatus::state).orElse("");
          if (now.equals("failed")) {
            throw new AssertionError("it failed: " + whatHappened(machine, lab));
          }
          return now.equals(state);
        },
        () -> whatHappened(machine, lab));
  }

  private static String whatHappened(VirtualMachine machine, Lab lab) {
    try {
      String console = machine.console();
      return console.substring(Math.max(0, console.length() - 4000)) + "\n" + lab.stackLog();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
