package org.pxebootstack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
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
  private static final MacAddress UEFI = TestLab.mac(201);
  private static final MacAddress BIOS = TestLab.mac(202);
  private static final Duration BOOTS = Duration.ofMinutes(8);

  private static final List<String> ARGUMENTS =
      List.of(
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
          "2",
          "--then-firmware");

  private final Path work = Path.of(TestLab.required("pxeboot.work-dir")).resolve("anything");
  private final Path files = work.resolve("files");
  private final BootingStack stack = new BootingStack("anything", files, ARGUMENTS);
  private final Lab lab = new Lab("anything", work.resolve("lab"), stack);
  private final ReportServer reports = new ReportServer(lab, work.resolve("reports"));

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
  void removeAll() throws IOException {
    reports.close();
    lab.close();
    FileUtils.deleteDirectory(work.toFile());
  }

  @Test
  void uefiAndBiosAreGivenWhatWasAskedForAndThenItEnds() throws IOException {
    lab.start(TestLab.required("pxeboot.image"), files);
    reports.start();
    VirtualMachine uefi = machine("any-uefi", UEFI, Firmware.UEFI);
    VirtualMachine bios = machine("any-bios", BIOS, Firmware.BIOS);
    uefi.powerOn(VirtualMachine.BootFrom.NETWORK_FIRST_ONCE);
    bios.powerOn(VirtualMachine.BootFrom.NETWORK_FIRST_ONCE);
    assertThat(reportOf(uefi, UEFI)).containsAllEntriesOf(expected("UEFI"));
    assertThat(reportOf(bios, BIOS)).containsAllEntriesOf(expected("BIOS"));
    for (MacAddress each : List.of(UEFI, BIOS)) {
      String commandLine =
          Objects.requireNonNull(reports.of(each).orElseThrow().get("command line"));
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
              "fetch=" + BASE + each + "/4/extra.bin",
              "--",
              "x=\"y",
              "z\"");
    }
    Await.that(
        "the stack to end after its second machine",
        Duration.ofMinutes(2),
        () -> stack.exitCode().isPresent(),
        () -> whatHappened(bios));
    assertThat(stack.exitCode()).hasValue(0);
    String log = lab.stackLog();
    for (String each : List.of(UEFI + " (x86_64, UEFI", BIOS + " (x86_64, BIOS")) {
      assertThat(log).contains(each);
    }
    for (MacAddress each : List.of(UEFI, BIOS)) {
      assertThat(log)
          .contains(
              "asks: given " + BASE + each + "/0/vmlinuz, ",
              each + ": kernel vmlinuz fetched",
              each + ": initrd 1 of 3 first.img fetched",
              each + ": initrd 2 of 3 modules.img fetched",
              each + ": initrd 3 of 3 second.img fetched",
              each + ": file of the command line extra.bin fetched",
              each + ": has everything and starts");
    }
    assertThat(log)
        .contains("2 machines so far, of 2")
        .doesNotContain("boot-handler ERROR", "DHCPDISCOVER");
    assertThat(uefi.console() + bios.console()).contains("hello from the test");
  }

  private static Map<String, String> expected(String firmware) {
    return Map.of(
        "firmware",
        firmware,
        "last",
        "second",
        "first",
        Sha256.of(ReportingInitramfs.mark("first")),
        "second",
        Sha256.of(ReportingInitramfs.mark("second")),
        "fetched",
        Sha256.of(ReportingInitramfs.mark("extra")));
  }

  private VirtualMachine machine(String name, MacAddress mac, Firmware firmware)
      throws IOException {
    return lab.machine(
        new VirtualMachine.Hardware(
            name, Architecture.X86_64, mac, firmware, DataSize.ofMebibytes(768), List.of(), false));
  }

  private Map<String, String> reportOf(VirtualMachine machine, MacAddress mac) throws IOException {
    Await.that(
        "the report of " + machine.name(),
        BOOTS,
        () -> reports.of(mac).isPresent(),
        () -> whatHappened(machine));
    return reports.of(mac).orElseThrow();
  }

  private String whatHappened(VirtualMachine machine) {
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
                + " what is mounted, as with -v .:/image");
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
