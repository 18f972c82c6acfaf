package org.pxebootstack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pxebootstack.cli.lab.Firmware;
import org.pxebootstack.cli.lab.MachineStatus;
import org.pxebootstack.cli.lab.VirtualMachine;
import org.pxebootstack.cli.lab.VirtualMachine.BootFrom;
import org.pxebootstack.cli.lab.VirtualMachine.Bus;
import org.pxebootstack.cli.lab.VirtualMachine.Disk;
import org.pxebootstack.cli.lab.VirtualMachine.Hardware;
import org.pxebootstack.command.Command;
import org.pxebootstack.contract.machine.Architecture;
import org.pxebootstack.contract.machine.DataSize;

/**
 * What goes wrong while a machine is installed, each in a stack of its own; docs/reliability.md
 * lists how each ends.
 */
@TestMethodOrder(SideBySide.class)
class FaultMatrixIT {
  private static final List<Disk> ONE_DISK = List.of(Disk.of("8GiB"));
  private static final Duration BEGINS = Duration.ofMinutes(5);
  private static final Duration STREAMS = Duration.ofMinutes(10);
  private static final Duration OUTAGE = Duration.ofSeconds(8);
  private static final Duration DHCP_SILENCE = Duration.ofSeconds(30);
  private static final int NUMBER = 11;

  /** Something that happens to a machine in a lab. */
  private interface Row {
    void run(TestLab lab) throws Exception;
  }

  private static void inLab(String name, Row row) throws Exception {
    try (TestLab lab = new TestLab("fault-" + name)) {
      lab.start();
      row.run(lab);
    }
  }

  @Tag("slow")
  @ParameterizedTest
  @ValueSource(ints = {10, 50, 90})
  void webServerKilledAndBackWhileItStreams(int percent) throws Exception {
    inLab(
        "web" + percent,
        lab -> {
          VirtualMachine machine = machine(lab, ONE_DISK);
          StackFaults faults = new StackFaults(lab.lab());
          machine.powerOn(BootFrom.DISK_THEN_NETWORK_ONCE);
          awaitStream(lab, machine, percent);
          faults.stopWebServer();
          Thread.sleep(OUTAGE);
          faults.startWebServer();
          assertInstalled(lab, machine);
        });
  }

  @Tag("slow")
  @Test
  void webServerGoneForGood() throws Exception {
    inLab(
        "webgone",
        lab -> {
          String patience =
              "\"install\": {\"kernel_args\": \"pxeboot.retry_seconds=60\"}, \"pxeboot\"";
          VirtualMachine machine = machine(lab, ONE_DISK, patience);
          machine.powerOn(BootFrom.DISK_THEN_NETWORK_ONCE);
          awaitStream(lab, machine, 30);
          StackFaults faults = new StackFaults(lab.lab());
          faults.stopWebServer();
          awaitOnConsole(lab, machine, "FAILED in phase root-filesystem", Duration.ofMinutes(20));
          assertThat(machine.console()).contains("rootfs.tar.zst");
          faults.startWebServer();
        });
  }

  @Tag("slow")
  @Test
  void bootHandlerKilledAllTheTime() throws Exception {
    inLab(
        "handler",
        lab -> {
          VirtualMachine machine = machine(lab, ONE_DISK);
          machine.powerOn(BootFrom.DISK_THEN_NETWORK_ONCE);
          awaitPhase(lab, machine, "root-filesystem");
          StackFaults faults = new StackFaults(lab.lab());
          while (!machine.console().contains("phase finish")) {
            faults.killBootHandler();
            assertThat(machine.console()).doesNotContain("FAILED in phase");
            Thread.sleep(Duration.ofSeconds(1));
          }
          assertInstalled(lab, machine);
        });
  }

  @Tag("slow")
  @ParameterizedTest
  @ValueSource(ints = {10, 60})
  void containerRestartedWhileItStreams(int percent) throws Exception {
    inLab(
        "restart" + percent,
        lab -> {
          VirtualMachine machine = machine(lab, ONE_DISK);
          machine.powerOn(BootFrom.DISK_THEN_NETWORK_ONCE);
          awaitStream(lab, machine, percent);
          StackFaults faults = new StackFaults(lab.lab());
          assertThat(faults.restart()).isLessThan(Duration.ofSeconds(3));
          assertInstalled(lab, machine);
          assertThat(machine.console()).doesNotContain("FAILED in phase");
          assertThat(machine.console()).containsOnlyOnce("Linux version");
        });
  }

  @Tag("slow")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "network",
        "configuration",
        "disk",
        "root-filesystem",
        "target-configuration",
        "bootloader",
        "finish"
      })
  void powerCutInEachPhase(String phase) throws Exception {
    inLab(
        "cut-" + phase.substring(0, 4),
        lab -> {
          VirtualMachine machine = machine(lab, ONE_DISK);
          machine.powerOn(BootFrom.NETWORK_FIRST_ONCE);
          awaitPhase(lab, machine, phase);
          machine.powerOff();
          long end = machine.console().length();
          machine.powerOn(BootFrom.NETWORK_FIRST_ONCE);
          Await.that(
              "the second try to begin",
              BEGINS,
              () -> machine.console().substring((int) end).contains("phase network"),
              () -> lab.whatHappened(machine));
          assertInstalled(lab, machine);
        });
  }

  @Tag("slow")
  @Test
  void powerCutWithPolicyOnce() throws Exception {
    inLab(
        "once",
        lab -> {
          VirtualMachine machine =
              machine(lab, ONE_DISK, "\"install\": {\"policy\": \"once\"}, \"pxeboot\"");
          machine.powerOn(BootFrom.NETWORK_FIRST_ONCE);
          awaitStream(lab, machine, 40);
          machine.powerOff();
          assertThat(lab.lab().status(machine.name()).orElseThrow().state())
              .isEqualTo("installing");
          machine.powerOn(BootFrom.NETWORK_FIRST_ONCE);
          assertInstalled(lab, machine);
          assertThat(lab.lab().get("/ipxe?mac=" + TestLab.mac(NUMBER)).output())
              .doesNotContain("kernel ");
        });
  }

  @Test
  void twoDisksWithoutAHint() throws Exception {
    inLab(
        "two",
        lab -> {
          VirtualMachine machine = machine(lab, List.of(Disk.of("8GiB"), Disk.of("9GiB")));
          MachineStatus status = failing(lab, machine, "disk");
          assertThat(status.message()).contains("/dev/vda", "/dev/vdb", "install.disk");
        });
  }

  @Test
  void aHintThatMatchesNone() throws Exception {
    inLab(
        "hint",
        lab -> {
          VirtualMachine machine =
              machine(
                  lab, ONE_DISK, "\"install\": {\"disk\": {\"serial\": \"other\"}}, \"pxeboot\"");
          MachineStatus status = failing(lab, machine, "disk");
          assertThat(status.message()).contains("install.disk", "/dev/vda, 8.0 GiB");
        });
  }

  @Test
  void foreignDataIsRefusedAndIntact() throws Exception {
    inLab(
        "foreign",
        lab -> {
          VirtualMachine machine = machine(lab, ONE_DISK);
          Path disk = machine.disk(0);
          var _ = Command.of("/usr/sbin/mkfs.ext4", "-q", "-L", "photos", disk.toString()).run();
          String before = digest(disk);
          MachineStatus status = failing(lab, machine, "disk");
          assertThat(status.message()).contains("ext4", "install.wipe");
          assertThat(digest(disk)).isEqualTo(before);
        });
  }

  private static String digest(Path file) throws IOException {
    return Command.of("sha256sum", file.toString()).run().output();
  }

  @Tag("slow")
  @Test
  void diskFullInTheMiddle() throws Exception {
    inLab(
        "full",
        lab -> {
          lab.prepareSwollenImage();
          Hardware hardware =
              Hardware.of("m1", TestLab.mac(NUMBER), Firmware.UEFI, List.of(Disk.of("3GiB")));
          VirtualMachine machine =
              lab.machine(
                  hardware,
                  lab.definition("m1", hardware.mac(), TestLab.ip(NUMBER), TestLab.SWOLLEN));
          MachineStatus status = failing(lab, machine, "root-filesystem");
          assertThat(status.message()).contains("does not fit on the disk", "install.disk");
        });
  }

  @Test
  void tooLittleMemory() throws Exception {
    inLab(
        "memory",
        lab -> {
          VirtualMachine machine = machine(lab, 512, false);
          machine.powerOn(BootFrom.DISK_THEN_NETWORK_ONCE);
          awaitOnConsole(lab, machine, "of memory", BEGINS);
          assertThat(machine.console()).doesNotContain("Kernel panic");
        });
  }

  @Tag("slow")
  @Test
  void twoNetworkCardsOfWhichTheSecondHasACable() throws Exception {
    inLab(
        "cards",
        lab -> {
          VirtualMachine machine = machine(lab, 1024, true);
          machine.powerOn(BootFrom.DISK_THEN_NETWORK_ONCE);
          assertInstalled(lab, machine);
        });
  }

  @Tag("slow")
  @Test
  void dhcpServerSilentForHalfAMinute() throws Exception {
    inLab(
        "silent",
        lab -> {
          VirtualMachine machine = machine(lab, ONE_DISK);
          machine.powerOn(BootFrom.DISK_THEN_NETWORK_ONCE);
          // iPXE has loaded everything.
          awaitOnConsole(lab, machine, "Linux version", BEGINS);
          StackFaults faults = new StackFaults(lab.lab());
          faults.freezeDhcpServer();
          Thread.sleep(DHCP_SILENCE);
          faults.thawDhcpServer();
          assertInstalled(lab, machine);
        });
  }

  @Tag("slow")
  @ParameterizedTest
  @EnumSource(
      value = Bus.class,
      names = {"SATA", "SCSI", "NVME"})
  void disksOfEachKind(Bus bus) throws Exception {
    inLab(
        bus.name().toLowerCase(Locale.ROOT),
        lab -> {
          VirtualMachine machine = machine(lab, List.of(new Disk(DataSize.parse("8GiB"), bus)));
          machine.powerOn(BootFrom.DISK_THEN_NETWORK_ONCE);
          assertInstalled(lab, machine);
        });
  }

  private static VirtualMachine machine(TestLab lab, int mebibytes, boolean spareCard)
      throws IOException {
    DataSize memory = DataSize.ofMebibytes(mebibytes);
    Hardware hardware =
        new Hardware(
            "m1",
            Architecture.X86_64,
            TestLab.mac(NUMBER),
            Firmware.UEFI,
            memory,
            ONE_DISK,
            spareCard);
    return machine(lab, hardware, "\"pxeboot\"");
  }

  private static VirtualMachine machine(TestLab lab, List<Disk> disks) throws IOException {
    return machine(lab, disks, "\"pxeboot\"");
  }

  /**
   * @param more stands in place of the key {@code pxeboot}, and ends with it
   */
  private static VirtualMachine machine(TestLab lab, List<Disk> disks, String more)
      throws IOException {
    return machine(lab, Hardware.of("m1", TestLab.mac(NUMBER), Firmware.UEFI, disks), more);
  }

  private static VirtualMachine machine(TestLab lab, Hardware hardware, String more)
      throws IOException {
    String definition = lab.definition("m1", hardware.mac(), TestLab.ip(NUMBER), TestLab.DISTRO);
    return lab.machine(hardware, definition.replace("\"pxeboot\"", more));
  }

  private static void assertInstalled(TestLab lab, VirtualMachine machine) throws IOException {
    MachineStatus status = lab.awaitEnd(machine);
    assertThat(status.state()).as(lab.whatHappened(machine)).isEqualTo("installed");
  }

  private static MachineStatus failing(TestLab lab, VirtualMachine machine, String phase)
      throws IOException {
    machine.powerOn(BootFrom.DISK_THEN_NETWORK_ONCE);
    MachineStatus status = lab.awaitEnd(machine);
    assertThat(status.state()).as(lab.whatHappened(machine)).isEqualTo("failed");
    assertThat(status.phase()).isEqualTo(phase);
    return status;
  }

  private static void awaitPhase(TestLab lab, VirtualMachine machine, String phase)
      throws IOException {
    awaitOnConsole(lab, machine, "phase " + phase, STREAMS);
  }

  private static void awaitOnConsole(
      TestLab lab, VirtualMachine machine, String text, Duration longest) throws IOException {
    Await.that(
        "\"%s\" on the console".formatted(text),
        longest,
        () -> machine.console().contains(text),
        () -> lab.whatHappened(machine));
  }

  private static void awaitStream(TestLab lab, VirtualMachine machine, int percent)
      throws IOException {
    Await.that(
        percent + " % of the root file system",
        STREAMS,
        () -> lab.lab().status(machine.name()).filter(each -> done(each) >= percent).isPresent(),
        () -> lab.whatHappened(machine));
  }

  private static long done(MachineStatus status) {
    Long done = status.doneBytes();
    Long total = status.totalBytes();
    boolean streams = "root-filesystem".equals(status.phase());
    return !streams || done == null || total == null ? 0 : done * 100 / total;
  }
}
