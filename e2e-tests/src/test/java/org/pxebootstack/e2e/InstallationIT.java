package org.pxebootstack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.pxebootstack.cli.lab.Firmware;
import org.pxebootstack.cli.lab.MachineStatus;
import org.pxebootstack.cli.lab.VirtualMachine;

/** Blank machines of each firmware, from power-on to a login on the installed disk. */
@TestMethodOrder(SideBySide.class)
class InstallationIT {
  private static final TestLab LAB = new TestLab("boots");
  private static final List<VirtualMachine.Disk> ONE_DISK = List.of(VirtualMachine.Disk.of("8GiB"));

  /** Two users of the definition, one by cloud-init's own rules for what is merged. */
  private static final String USERS_OF_TWO_SOURCES =
      """
      "install": {
        "users": [{"name": "admin"}],
        "user_data": "#cloud-config\\nmerge_how: list(append)+dict(recurse_array)+str()\\nusers: [{name: theirs}]\\nwrite_files: [{path: /etc/theirs, content: \\"written\\\\n\\"}]\\n"
      }\
      """;

  @BeforeAll
  static void start() throws IOException {
    LAB.start();
  }

  @AfterAll
  static void stop() throws IOException {
    LAB.close();
  }

  @Test
  void uefiByItsOwnNetworkStack() throws IOException {
    VirtualMachine machine = LAB.machine("uefi1", 11, TestLab.DISTRO, Firmware.UEFI, ONE_DISK);
    LAB.lab()
        .define(
            "uefi1",
            LAB.definition("uefi1", TestLab.mac(11), TestLab.ip(11), TestLab.DISTRO)
                .replace("\"pxeboot\"", USERS_OF_TWO_SOURCES + ", \"pxeboot\""));
    Installation installation = new Installation(LAB, machine, 11);
    installation.installAndRestart();
    assertThat(installation.onDisk("id --groups --name admin")).contains("sudo");
    assertThat(installation.onDisk("sudo -u theirs cat /etc/theirs")).isEqualTo("written\n");
    assertThat(installation.onDisk("efibootmgr")).contains("debian");
    assertThat(installation.onDisk("sudo ls /boot/efi/EFI/BOOT && sync")).contains("BOOTX64.EFI");
    machine.powerOff();
    startsWithSecureBoot(machine, installation);
  }

  /**
   * Its disk in a machine whose firmware believes Microsoft's keys alone, and has no boot entry.
   */
  private static void startsWithSecureBoot(VirtualMachine machine, Installation installation)
      throws IOException {
    VirtualMachine other =
        LAB.lab()
            .machine(
                VirtualMachine.Hardware.of(
                    "secure1", TestLab.mac(11), Firmware.UEFI_SECURE_BOOT, ONE_DISK));
    Files.move(machine.disk(0), other.disk(0), StandardCopyOption.REPLACE_EXISTING);
    other.powerOn(VirtualMachine.BootFrom.DISK_ONLY);
    assertThat(installation.onDisk("od -An -tu1 -j4 /sys/firmware/efi/efivars/SecureBoot-*"))
        .isEqualToIgnoringWhitespace("1");
    other.powerOff();
  }

  @Test
  void biosAndThenTheImagesOwnKernelOverTheNetwork() throws IOException {
    VirtualMachine machine = LAB.machine("bios1", 13, TestLab.DISTRO, Firmware.BIOS, ONE_DISK);
    Installation installation = new Installation(LAB, machine, 13);
    installation.installAndRestart();
    assertThat(installation.onDisk("test -d /sys/firmware/efi || echo no")).isEqualTo("no\n");
    // The seed on its disk has the same instance-id: cloud-init would go on with that one.
    assertThat(installation.onDisk("sudo cloud-init clean --logs --seed && sync")).isEmpty();
    machine.powerOff();
    LAB.lab()
        .define(
            "bios1",
            LAB.definition("bios1", TestLab.mac(13), TestLab.ip(13), TestLab.DISTRO)
                .replace("\"pxeboot\": true", "\"pxeboot\": false"));
    Await.that(
        "bios1 to have its new definition",
        Duration.ofSeconds(30),
        () -> LAB.lab().get("/ipxe?mac=" + TestLab.mac(13)).output().contains("starting debian-13"),
        () -> LAB.whatHappened(machine));
    machine.powerOn(VirtualMachine.BootFrom.NETWORK_FIRST_ONCE);
    assertThat(installation.onDisk("cloud-init status --wait")).endsWith("status: done\n");
    assertThat(installation.onDisk("cat /proc/cmdline"))
        .contains("ds=nocloud;s=http://192.168.105.1/cloud-init/bios1/");
    assertThat(installation.onDisk("sudo cat /run/cloud-init/instance-data-sensitive.json"))
        .contains("http://192.168.105.1/cloud-init/bios1/");
  }

  @Test
  void aKernelThatCannotBeLoadedIsTriedAgainAndReported() throws IOException {
    VirtualMachine machine =
        LAB.machine("nokernel1", 25, TestLab.UNREADABLE_KERNEL, Firmware.UEFI, ONE_DISK);
    machine.powerOn(VirtualMachine.BootFrom.DISK_THEN_NETWORK_ONCE);
    MachineStatus status = LAB.awaitEnd(machine);
    assertThat(status.state()).as(LAB.whatHappened(machine)).isEqualTo("failed");
    assertThat(status.phase()).isEqualTo("ipxe");
    assertThat(status.message()).startsWith("iPXE could not load kernel after several tries");
    Await.that(
        "the tries and the cure on the console of nokernel1",
        Duration.ofMinutes(1),
        () -> machine.console().contains("the local disk is next"),
        () -> LAB.whatHappened(machine));
    assertThat(machine.console().split("trying again in 3 seconds", -1)).hasSize(4);
    machine.powerOff();
  }

  @Test
  void aRootFilesystemThatWasCutShortFails() throws IOException {
    MachineStatus status = failing("cut1", 21, TestLab.CUT_SHORT, ONE_DISK);
    assertThat(status.phase()).isEqualTo("root-filesystem");
    assertThat(status.message())
        .startsWith(
            "http://192.168.105.1/images/debian-13-cut/x86_64/rootfs.tar.zst could not be unpacked;"
                + " pull the image again, and check the disk: zstd --decompress --stdout --quiet exited"
                + " with 1:");
  }

  @Test
  void aDamagedChunkFails() throws IOException {
    MachineStatus status = failing("tampered1", 22, TestLab.WRONG_CHECKSUM, ONE_DISK);
    assertThat(status.phase()).isEqualTo("root-filesystem");
    assertThat(status.message())
        .matches(
            "chunk 3 of \\d+ of http://192.168.105.1/images/debian-13-tampered/x86_64/rootfs.tar.zst"
                + " \\(4194304 bytes from byte 8388608\\) has not the SHA-256 of its manifest, fetched 5"
                + " times; pull the image again, and check the server's disk");
  }

  @Test
  void aMachineWithoutADiskFails() throws IOException {
    MachineStatus status = failing("nodisk1", 23, TestLab.DISTRO, List.of());
    assertThat(status.phase()).isEqualTo("disk");
    assertThat(status.message()).startsWith("there is no disk; attach one");
  }

  @Test
  void aDiskThatIsTooSmallFails() throws IOException {
    MachineStatus status =
        failing("small1", 24, TestLab.DISTRO, List.of(VirtualMachine.Disk.of("512MiB")));
    assertThat(status.phase()).isEqualTo("disk");
    assertThat(status.message())
        .startsWith("/dev/vda is too small: it has 512.0 MiB, this installation needs ");
  }

  private static MachineStatus failing(
      String name, int number, String distro, List<VirtualMachine.Disk> disks) throws IOException {
    VirtualMachine machine = LAB.machine(name, number, distro, Firmware.UEFI, disks);
    machine.powerOn(VirtualMachine.BootFrom.DISK_THEN_NETWORK_ONCE);
    MachineStatus status = LAB.awaitEnd(machine);
    assertThat(status.state()).as(LAB.whatHappened(machine)).isEqualTo("failed");
    Await.that(
        "the reason and a shell on the console of " + name,
        Duration.ofMinutes(1),
        () -> machine.console().contains("FAILED in phase") && machine.console().contains("/ #"),
        () -> LAB.whatHappened(machine));
    machine.powerOff();
    return status;
  }
}
