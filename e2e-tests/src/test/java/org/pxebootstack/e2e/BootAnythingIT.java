package org.pxebootstack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pxebootstack.cli.lab.BootingStack;
import org.pxebootstack.cli.lab.Firmware;
import org.pxebootstack.cli.lab.Lab;
import org.pxebootstack.cli.lab.VirtualMachine;
import org.pxebootstack.command.Command;
import org.pxebootstack.command.CommandResult;
import org.pxebootstack.contract.image.Sha256;
import org.pxebootstack.contract.machine.Architecture;
import org.pxebootstack.contract.machine.DataSize;
import org.pxebootstack.contract.machine.MacAddress;

/** {@code boot}: machines that nobody defined, which tell what they were given. */
class BootAnythingIT {
  private static final String BASE = "http://" + Lab.PROVISIONER_IP + "/boot/";
  private static final Duration BOOTS = Duration.ofMinutes(8);
  private static final Duration ENDS = Duration.ofMinutes(2);

  private final Path work = Path.of(TestLab.required("pxeboot.work-dir")).resolve("anything");
  private final Path files = work.resolve("files");

  /** Whose addresses the machines have. */
  enum Addresses {
    OURS,
    ANOTHER_SERVERS
  }

  @BeforeEach
  void prepareFiles() throws IOException {
    Files.createDirectories(files);
    Path image =
        Path.of(TestLab.required("pxeboot.images-dir")).resolve(TestLab.DISTRO).resolve("x86_64");
    try (var kernels = Files.newDirectoryStream(image, "vmlinuz-*")) {
      link("vmlinuz", kernels.iterator().next());
    }
    link("modules.img", image.resolve("modules.cpio.gz"));
    ReportingInitramfs.writeFirst(files.resolve("first.img"));
    ReportingInitramfs.writeSecond(files.resolve("second.img"));
    Files.write(files.resolve("extra.bin"), ReportingInitramfs.mark("extra"));
  }

  private void link(String name, Path target) throws IOException {
    Files.deleteIfExists(files.resolve(name));
    Files.createLink(files.resolve(name), target);
  }

  @AfterEach
  void removeFiles() throws IOException {
    FileUtils.deleteDirectory(work.toFile());
  }

  private static List<String> arguments(int count) {
    return List.of(
        "/image/vmlinuz",
        "/image/first.img",
        "/image/modules.img",
        "/image/second.img",
        "--cmdline",
        "console=ttyS0 report="
            + ReportServer.URL
            + " fetch={{ URL \"/image/extra.bin\" }} -- x=\"y z\"",
        "--bootmsg",
        "hello from the test",
        "--count",
        Integer.toString(count),
        "--then-firmware");
  }

  @ParameterizedTest
  @EnumSource
  void eachKindOfMachineIsGivenWhatWasAskedForAndThenItEnds(Addresses addresses)
      throws IOException {
    List<Firmware> kinds =
        addresses == Addresses.OURS
            ? List.of(Firmware.UEFI, Firmware.BIOS)
            : List.of(Firmware.UEFI, Firmware.BIOS, Firmware.UEFI_HTTP, Firmware.UEFI_IPXE_ROM);
    BootingStack stack = new BootingStack("anything", files, arguments(kinds.size()));
    Lab lab = new Lab("anything", work.resolve("lab"), stack);
    try (lab;
        ForeignDhcp network = new ForeignDhcp(lab);
        ReportServer reports = new ReportServer(lab, work.resolve("reports"))) {
      if (addresses == Addresses.OURS) {
        lab.start(TestLab.required("pxeboot.image"), files);
      } else {
        lab.start(TestLab.required("pxeboot.image"), files, Map.of());
        network.serve(ForeignDhcp.Server.DNSMASQ, "");
      }
      reports.start();
      Map<Firmware, VirtualMachine> machines = new EnumMap<>(Firmware.class);
      for (Firmware each : kinds) {
        VirtualMachine machine = lab.machine(hardware(each));
        machine.powerOn(VirtualMachine.BootFrom.NETWORK_FIRST_ONCE);
        machines.put(each, machine);
      }
      for (Map.Entry<Firmware, VirtualMachine> each : machines.entrySet()) {
        Firmware firmware = each.getKey();
        VirtualMachine machine = each.getValue();
        Await.that(
            "the report of " + firmware,
            BOOTS,
            () -> reports.of(mac(firmware)).isPresent(),
            () -> whatHappened(machine, lab));
        assertReport(firmware, reports.of(mac(firmware)).orElseThrow());
      }
      VirtualMachine last = machines.values().iterator().next();
      Await.that(
          "the stack to end after its last machine",
          ENDS,
          () -> stack.exitCode().isPresent(),
          () -> whatHappened(last, lab));
      assertThat(stack.exitCode()).hasValue(0);
      assertLog(kinds, lab.stackLog());
      // On BIOS, iPXE writes to the screen alone.
      for (VirtualMachine each : machines.values()) {
        assertThat(
                each.console().contains("hello from the test")
                    || each == machines.get(Firmware.BIOS))
            .as(each.name())
            .isTrue();
      }
    }
  }

  private static MacAddress mac(Firmware firmware) {
    return TestLab.mac(
        switch (firmware) {
          case UEFI -> 201;
          case BIOS -> 202;
          case UEFI_HTTP -> 203;
          case UEFI_IPXE_ROM -> 204;
          case UEFI_IPV6, UEFI_SECURE_BOOT -> 205;
        });
  }

  private static VirtualMachine.Hardware hardware(Firmware firmware) {
    return new VirtualMachine.Hardware(
        firmware.name().toLowerCase(Locale.ROOT).replace('_', '-'),
        Architecture.X86_64,
        mac(firmware),
        firmware,
        DataSize.ofMebibytes(768),
        List.of(),
        false);
  }

  private static void assertReport(Firmware firmware, Map<String, String> report) {
    assertThat(report)
        .containsAllEntriesOf(
            Map.of(
                "firmware",
                firmware == Firmware.BIOS ? "BIOS" : "UEFI",
                "last",
                "second",
                "first",
                Sha256.of(ReportingInitramfs.mark("first")),
                "second",
                Sha256.of(ReportingInitramfs.mark("second")),
                "fetched",
                Sha256.of(ReportingInitramfs.mark("extra"))));
    String commandLine = Objects.requireNonNull(report.get("command line"));
    // iPXE tells the kernel its name and those of its archives, and may say where it has it from.
    assertThat(
            List.of(commandLine.split(" ")).stream()
                .filter(word ->
                    !word.equals("vmlinuz")
                        && !word.startsWith("initrd=")
                        && !word.startsWith("BOOT_IMAGE="))
                .toList())
        .containsExactly(
            "console=ttyS0",
            "report=" + ReportServer.URL,
            "fetch=" + BASE + mac(firmware) + "/4/extra.bin",
            "--",
            "x=\"y",
            "z\"");
  }

  private static void assertLog(List<Firmware> kinds, String log) {
    for (Firmware each : kinds) {
      MacAddress mac = mac(each);
      assertThat(log)
          .contains(
              mac + " (x86_64, " + (each == Firmware.BIOS ? "BIOS" : "UEFI"),
              "asks: given " + BASE + mac + "/0/vmlinuz, ",
              mac + ": kernel vmlinuz fetched",
              mac + ": initrd 1 of 3 first.img fetched",
              mac + ": initrd 2 of 3 modules.img fetched",
              mac + ": initrd 3 of 3 second.img fetched",
              mac + ": file of the command line extra.bin fetched",
              mac + ": has everything and starts");
    }
    assertThat(log)
        .contains("%d machines so far, of %<d".formatted(kinds.size()))
        .doesNotContain("boot-handler ERROR", "DHCPDISCOVER");
  }

  private static String whatHappened(VirtualMachine machine, Lab lab) {
    try {
      String console = machine.console();
      String tail = console.substring(Math.max(0, console.length() - 4000));
      return "its console:\n" + tail + "\nthe stack's log:\n" + lab.stackLog();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void whatCannotBootIsSaidBeforeAnythingStarts() throws IOException {
    assertThat(boot("/image/none"))
        .satisfies(each -> assertThat(each.exitCode()).isEqualTo(1))
        .extracting(each -> each.errors().strip())
        .isEqualTo(
            "pxeboot: \"/image/none\" does not exist; correct the path; the container sees only"
                + " what is mounted, as with -v \"$PWD\":/image");
    assertThat(boot("/image/first.img").errors().strip())
        .isEqualTo(
            "pxeboot: \"/image/first.img\" is an initramfs; give the kernel first, then the"
                + " archives");
    assertThat(boot("/image/vmlinuz", "--arch", "aarch64").errors())
        .contains("is a Linux kernel for x86_64, and --arch is aarch64");
    assertThat(boot().exitCode()).isEqualTo(2);
  }

  private CommandResult boot(String... arguments) throws IOException {
    return Command.of("docker", "run", "--rm", "--network", "none", "--cap-add", "NET_ADMIN")
        .with("--volume", files + ":/image:ro")
        .with(TestLab.required("pxeboot.image"), "boot")
        .with(arguments)
        .tryRun();
  }
}
