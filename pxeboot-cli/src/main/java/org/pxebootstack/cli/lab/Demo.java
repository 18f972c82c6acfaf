package org.pxebootstack.cli.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.cli.StepLog;
import org.pxebootstack.command.CommandResult;
import org.pxebootstack.contract.machine.MacAddress;

/** One blank machine's whole road, for a person to watch. */
final class Demo {
  private static final String MACHINE = "web1";
  private static final String ADDRESS = "192.168.105.10";
  private static final MacAddress MAC = MacAddress.parse("52:54:00:12:34:10");
  private static final Duration IS_READ = Duration.ofSeconds(15);
  private static final Duration INSTALLS = Duration.ofMinutes(30);
  private static final Duration LOGS_IN = Duration.ofMinutes(10);

  private final Lab lab;
  private final StepLog log;

  Demo(Lab lab, StepLog log) {
    this.lab = lab;
    this.log = log;
  }

  void run(String image, Path imagesDir) throws IOException {
    log.step("lab", "network " + lab.namespace() + " with no way out");
    lab.start(image, imagesDir);
    log.step("stack", "dnsmasq, nginx, boot-handler and vm-watcher serve " + Lab.PROVISIONER_IP);
    lab.define(MACHINE, definition());
    log.step("define", "%s.json dropped: %s, %s, debian-13".formatted(MACHINE, MAC, ADDRESS));
    requireBootable();
    VirtualMachine machine =
        lab.machine(
            VirtualMachine.Hardware.of(
                MACHINE, MAC, Firmware.UEFI, List.of(VirtualMachine.Disk.of("8GiB"))));
    machine.powerOn(VirtualMachine.BootFrom.DISK_THEN_NETWORK);
    log.step(
        "power on",
        "a blank machine, UEFI network boot (%s)"
            .formatted(Acceleration.of(Board.PC).description()));
    awaitInstalled(machine);
    log.step("reboot", "from the disk; cloud-init sets the system up");
    awaitLogin(machine);
    show();
  }

  private String definition() throws IOException {
    return """
    {
      "name": "%s",
      "arch": "x86_64",
      "mac": "%s",
      "ip": "%s",
      "subnet": "192.168.105.0/24",
      "pxeboot": true,
      "distro": "debian-13",
      "ssh_key": "%s"
    }
    """
        .formatted(MACHINE, MAC, ADDRESS, lab.sshPublicKey());
  }

  /** What keeps the machine from booting is better said before it is switched on. */
  private void requireBootable() throws IOException {
    long end = System.nanoTime() + IS_READ.toNanos();
    CommandResult answer = lab.get("/ipxe?mac=" + MAC);
    while (!answer.succeeded()) {
      if (System.nanoTime() > end) {
        throw new IOException("the stack would not boot the machine: " + answer.output().strip());
      }
      Lab.pause();
      answer = lab.get("/ipxe?mac=" + MAC);
    }
  }

  private void awaitInstalled(VirtualMachine machine) throws IOException {
    long end = System.nanoTime() + INSTALLS.toNanos();
    MachineStatus last = null;
    long streamStart = 0;
    while (true) {
      Optional<MachineStatus> status = lab.status(MACHINE);
      if (status.isPresent()) {
        MachineStatus now = status.get();
        if (last == null || !now.state().equals(last.state()) || isNewPhase(last, now)) {
          describe(now);
          streamStart = System.nanoTime();
        }
        if (now.doneBytes() != null) {
          double seconds = (System.nanoTime() - streamStart) / 1e9;
          log.bytes(
              "install", now.doneBytes(), now.totalBytes(), now.doneBytes() / Math.max(seconds, 1));
        }
        if (now.state().equals("installed") || now.state().equals("ready")) {
          return;
        }
        if (now.state().equals("failed")) {
          throw new IOException(
              "the installation failed in phase %s: %s%n%s"
                  .formatted(now.phase(), now.message(), whereToLook(machine)));
        }
        last = now;
      }
      if (!machine.isRunning() || System.nanoTime() > end) {
        throw new IOException(
            "the machine "
                + (machine.isRunning() ? "was not installed within 30 minutes" : "went off")
                + "\n"
                + whereToLook(machine));
      }
      Lab.pause();
    }
  }

  private static boolean isNewPhase(MachineStatus last, MachineStatus now) {
    return now.phase() != null && !now.phase().equals(last.phase());
  }

  private void describe(MachineStatus now) {
    @Nullable String text =
        switch (now.state()) {
          case "script-served" -> "iPXE has its script and loads kernel and initramfs";
          case "installing" -> "phase " + now.phase();
          case "installed" -> "done";
          default -> null;
        };
    if (text != null) {
      log.step(now.state().equals("script-served") ? "ipxe" : "install", text);
    }
  }

  private void awaitLogin(VirtualMachine machine) throws IOException {
    try {
      var _ = lab.ssh(ADDRESS, LOGS_IN, "true");
    } catch (IOException e) {
      throw new IOException(e.getMessage() + "\n" + whereToLook(machine), e);
    }
    log.step("ssh", "logged in as ubuntu with the definition's key; cloud-init is finishing");
    // Its exit code is not ours to judge: what it says is shown below.
    var _ = lab.ssh(ADDRESS, LOGS_IN, "cloud-init status --wait");
  }

  private void show() throws IOException {
    for (String command :
        List.of("hostname", "cloud-init status", "lsblk -o NAME,SIZE,FSTYPE,LABEL,MOUNTPOINTS")) {
      CommandResult result = lab.ssh(ADDRESS, LOGS_IN, command);
      log.step("$", command);
      System.out.print(result.output() + result.errors());
    }
    Duration total = log.elapsed();
    log.step(
        "done",
        "from nothing to a login in %d min %d s"
            .formatted(total.toMinutes(), total.toSecondsPart()));
    System.out.printf(
        "%nLog in again:    sudo ip netns exec %s ssh -i %s ubuntu@%s%n"
            + "Its console:     %s%n"
            + "The stack's log: sudo docker logs pxeboot-%s%n"
            + "Remove it all:   make demo-down%n",
        lab.namespace(),
        lab.sshKey(),
        ADDRESS,
        lab.sshKey().resolveSibling("machines/" + MACHINE + "/serial.log"),
        LabCommand.DEMO);
  }

  private static String whereToLook(VirtualMachine machine) {
    return "Its console: %s%nThe stack's log: docker logs pxeboot-%s"
        .formatted(machine.serialLog(), LabCommand.DEMO);
  }
}
