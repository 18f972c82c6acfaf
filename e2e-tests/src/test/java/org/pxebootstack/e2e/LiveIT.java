package org.pxebootstack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.pxebootstack.cli.distro.LiveRoots;
import org.pxebootstack.cli.lab.BootingStack;
import org.pxebootstack.cli.lab.Firmware;
import org.pxebootstack.cli.lab.Lab;
import org.pxebootstack.cli.lab.MachineStatus;
import org.pxebootstack.cli.lab.VirtualMachine;
import org.pxebootstack.contract.machine.Architecture;
import org.pxebootstack.contract.machine.DataSize;
import org.pxebootstack.contract.machine.LiveName;
import org.pxebootstack.contract.machine.MacAddress;
import org.pxebootstack.imagecustomizer.build.ImageBuild;
import org.pxebootstack.imagecustomizer.build.SourceDate;
import org.pxebootstack.imagecustomizer.publish.Publication;

/** Live systems are made, published, and booted every way; each says itself what it has become. */
@Tag("slow")
@Execution(ExecutionMode.SAME_THREAD) // One memory for all.
class LiveIT {
  private static final Duration STARTS = Duration.ofMinutes(12);
  private static final int REPORT_PORT = 8085;
  private static final String TOO_LITTLE = "(?s).* needs \\d+ MiB of memory.*give it more.*";
  private static final SourceDate DATE = SourceDate.of(Map.of());

  private static final Path WORK = Path.of(TestLab.required("pxeboot.work-dir")).resolve("live");
  private static final Path IMAGES = WORK.resolve("images");
  private static final Path BUILD = WORK.resolve("build");
  private static final Path REPORTS = WORK.resolve("reports");

  /** Root file systems stay between runs. */
  private static final Path CACHE =
      Path.of(TestLab.required("pxeboot.work-dir")).resolveSibling("live-cache");

  private static final Lab LAB = new Lab("live", WORK.resolve("lab"));
  private static @Nullable Process reportServer;

  @BeforeAll
  static void start() throws IOException {
    LAB.close();
    FileUtils.deleteDirectory(WORK.toFile());
    for (Path each : List.of(IMAGES, BUILD, REPORTS)) {
      Files.createDirectories(each);
    }
    LAB.start(TestLab.required("pxeboot.image"), IMAGES);
    reportServer = startReportServer(LAB);
  }

  private static Process startReportServer(Lab lab) throws IOException {
    return lab.inNetwork(ProcessHandle.current().info().command().orElse("java"), "-cp")
        .with(System.getProperty("java.class.path"), LiveReports.class.getName())
        .with("192.168.105.254", Integer.toString(REPORT_PORT), REPORTS.toString())
        .startInBackground(WORK.resolve("report-server.log"));
  }

  @AfterAll
  static void stop() throws IOException {
    if (reportServer != null) {
      reportServer.destroy();
    }
    LAB.close();
  }

  @Test
  void bootstrapByPxeThroughShimAndGrub() throws IOException {
    publishBootstrap();
    String report = boot("pxe", 1, Firmware.UEFI, 1024, install("bootstrap", true), null);
    assertThat(report)
        .contains(
            "root=live:http://192.168.105.1/live/bootstrap/image.iso",
            "fetched: fetched after the start");
  }

  @Test
  void bootstrapWithSecureBoot() throws IOException {
    publishBootstrap();
    String report =
        boot("secure", 2, Firmware.UEFI_SECURE_BOOT, 2048, install("bootstrap", true), null);
    assertThat(report).contains("secureboot: 1");
  }

  @Test
  void bootstrapByUefiHttpBoot() throws IOException {
    publishBootstrap();
    String report = boot("http", 3, Firmware.UEFI_HTTP, 2048, install("bootstrap", true), null);
    assertThat(report).contains("image.iso");
  }

  @Test
  void bootstrapAsSquashfsByIpxe() throws IOException {
    publish("squashfs", bootstrap("squashfs") + "  bootstrapFormat: squashfs\n");
    String report = boot("ipxe", 4, Firmware.UEFI, 1024, install("squashfs", false), null);
    assertThat(report).contains("root=live:http://192.168.105.1/live/squashfs/image.squashfs");
    Await.that(
        "ipxe to be ready",
        Duration.ofMinutes(2),
        () -> LAB.status("ipxe").map(MachineStatus::state).orElse("").equals("ready"),
        () -> "the stack's log tells more");
  }

  @Test
  void fullOsByPxe() throws IOException {
    publish("full", pxe("full-os"));
    String report = boot("full", 5, Firmware.UEFI, 2048, install("full", true), null);
    assertThat(report).doesNotContain("root=live");
  }

  @Test
  void bootstrapFromACd() throws IOException {
    Path iso = build("cd", "iso", "iso:\n  initramfsType: bootstrap\n" + bootstrap("cd"));
    assertThat(boot("cd", 6, Firmware.UEFI, 1024, "{}", iso))
        .contains("root=live:CDLABEL=PXEBOOT_LIVE");
  }

  @Test
  void fullOsFromACd() throws IOException {
    Path iso = build("fullcd", "iso", "iso:\n  initramfsType: full-os\n" + pxe("full-os"));
    assertThat(boot("fullcd", 7, Firmware.UEFI, 2048, "{}", iso)).doesNotContain("root=live");
  }

  @Test
  void tooLittleMemoryIsSaidBeforeAnythingIsLoaded() throws IOException {
    publish("squashfs", bootstrap("squashfs") + "  bootstrapFormat: squashfs\n");
    refuses("small-grub", 9, Firmware.UEFI, install("squashfs", true));
    refuses("small-uefi", 10, Firmware.UEFI, install("squashfs", false));
    refuses("small-bios", 11, Firmware.BIOS, install("squashfs", false));
  }

  /** iPXE for BIOS does not write to the serial line. */
  private static String failure(String name) throws IOException {
    return LAB.status(name).map(MachineStatus::message).orElse("");
  }

  private static void refuses(String name, int number, Firmware firmware, String install)
      throws IOException {
    var _ = define(name, number, install);
    awaitDefinition(name, mac(number));
    VirtualMachine machine = machine(LAB, name, mac(number), firmware, 512);
    machine.powerOn(VirtualMachine.BootFrom.NETWORK_FIRST_ONCE);
    try {
      Await.that(
          name + " to say that it has too little memory",
          Duration.ofMinutes(4),
          () -> (machine.console() + failure(name)).matches(TOO_LITTLE),
          () -> "its console:\n" + console(machine));
      assertThat(LAB.stackLog()).doesNotContain(" 192.168.105." + (20 + number) + " \"GET /live/");
    } finally {
      machine.powerOff();
    }
  }

  /** {@code pxeboot boot --live}, on BIOS, where no shim and no GRUB of ours starts. */
  @Test
  void bootstrapOnWhateverAsks() throws IOException {
    publish("squashfs", bootstrap("squashfs") + "  bootstrapFormat: squashfs\n");
    BootingStack stack =
        new BootingStack("live-any", IMAGES, List.of("--live=squashfs", "--cmdline=quiet"));
    Map<String, String> environment = new HashMap<>(Lab.DHCP_RANGE);
    environment.put("IMAGES_DIR", "/image");
    try (Lab lab = new Lab("live-any", WORK.resolve("any-lab"), stack)) {
      lab.start(TestLab.required("pxeboot.image"), IMAGES, environment);
      Process server = startReportServer(lab);
      try {
        MacAddress mac = mac(8);
        VirtualMachine machine = machine(lab, "any", mac, Firmware.BIOS, 1024);
        machine.powerOn(VirtualMachine.BootFrom.NETWORK_FIRST_ONCE);
        assertThat(report(machine, mac))
            .contains("inet 192.168.105.")
            .contains("root=live:http://192.168.105.1/boot/" + mac + "/2/image.squashfs")
            .contains("quiet")
            .contains("fetched: fetched after the start");
        assertThat(lab.stackLog()).contains(mac + ": has everything and starts");
      } finally {
        server.destroy();
      }
    }
  }

  private static void publishBootstrap() throws IOException {
    publish("bootstrap", bootstrap("bootstrap"));
  }

  private static String bootstrap(String name) {
    return pxe("bootstrap") + "  bootstrapBaseUrl: http://192.168.105.1/live/" + name + "\n";
  }

  private static String pxe(String initramfsType) {
    return """
    pxe:
      initramfsType: %s
      additionalFiles:
      - content: fetched after the start
        destination: files/fetched
        fetchTo: /srv/fetched
    """
        .formatted(initramfsType);
  }

  private static void publish(String name, String boot) throws IOException {
    if (Files.exists(IMAGES.resolve("live").resolve(name))) {
      return;
    }
    Path artifacts = build(name, "pxe-dir", boot);
    if (name.equals("bootstrap")) {
      assertThat(tree(artifacts)).containsExactlyElementsOf(DOCUMENTS_TABLE);
    }
    var _ = new Publication(IMAGES, new LiveName(name)).publish(artifacts);
  }

  /** What the documents' table has in the artifacts folder, and what this project adds to it. */
  private static final List<String> DOCUMENTS_TABLE =
      Stream.concat(
              Stream.of(
                  "bootx64.efi",
                  "grubx64.efi",
                  "boot/grub2/grub.cfg",
                  "boot/grub2/grubenv",
                  "boot/vmlinuz",
                  "boot/initrd.img",
                  "files/fetched",
                  "image.iso"),
              Stream.of("SHA256SUMS", "grub/grub.cfg", "image.yaml", "live.json", "sbom.cdx.json"))
          .sorted()
          .toList();

  private static List<String> tree(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(Files::isRegularFile)
          .map(each -> directory.relativize(each).toString())
          .sorted()
          .toList();
    }
  }

  private static Path build(String name, String format, String boot) throws IOException {
    Path file =
        Files.writeString(
            BUILD.resolve(name + ".yaml"),
            """
            input:
              distro: debian-13
              kernel: cloud
            output:
              image:
                path: %s
                format: %s
            os:
              hostname: live-test
              packages:
                install: [ busybox ]
              users:
              - name: guest
              additionalFiles:
              - content: customized by a file
                destination: /srv/customized
              - content: |
                  [Unit]
                  Description=What the test wants to know
                  Wants=network-online.target
                  After=network-online.target pxeboot-live-fetch.service

                  [Service]
                  Type=oneshot
                  ExecStart=/usr/local/sbin/report

                  [Install]
                  WantedBy=multi-user.target
                destination: /etc/systemd/system/report.service
              - content: |
                  #!/bin/sh
                  {
                    echo "address: $(ip -oneline -4 address show scope global)"
                    echo "host: $(uname -n)"
                    echo "cmdline: $(cat /proc/cmdline)"
                    echo "file: $(cat /srv/customized)"
                    echo "package: $(busybox echo installed)"
                    echo "user: $(stat -c '%%U %%u' /home/guest)"
                    echo "fetched: $(cat /srv/fetched 2>/dev/null)"
                    echo "secureboot: $(od -An -tu1 -j4 /sys/firmware/efi/efivars/SecureBoot-* 2>/dev/null | tr -d ' ')"
                  } >/run/report
                  mac=$(cat /sys/class/net/e*/address | head -n 1 | tr -d :)
                  exec curl --fail --silent --show-error --retry 60 --retry-all-errors --retry-delay 2 --data-binary @/run/report http://192.168.105.254:%d/report/$mac
                destination: /usr/local/sbin/report
                permissions: "755"
              services:
                enable: [ report ]
            %s\
            """
                .formatted(name, format, REPORT_PORT, boot));
    return ImageBuild.of(
            file,
            CACHE,
            new LiveRoots(DATE),
            DATE,
            (what, text) -> System.out.println(what + " " + text))
        .run(false);
  }

  private static String install(String live, boolean secureBoot) {
    return "{\"live\": \"%s\", \"secure_boot\": %s}".formatted(live, secureBoot);
  }

  private static MacAddress mac(int number) {
    return MacAddress.parse("52:54:00:11:7e:%02x".formatted(number));
  }

  /** Gives the machine's address. */
  private static String define(String name, int number, String install) throws IOException {
    String address = "192.168.105." + (20 + number);
    LAB.define(
        name,
        """
        {"name": "%s", "arch": "x86_64", "mac": "%s", "ip": "%s", "install": %s}
        """
            .formatted(name, mac(number), address, install));
    return address;
  }

  private static void awaitDefinition(String name, MacAddress mac) throws IOException {
    Await.that(
        "the definition of " + name + " to be used",
        Duration.ofSeconds(30),
        () -> LAB.get("/ipxe?mac=" + mac).succeeded(),
        () -> "see the stack's log");
  }

  /** Boots a machine, and gives what its system has reported. */
  private static String boot(
      String name, int number, Firmware firmware, int mebibytes, String install, @Nullable Path cd)
      throws IOException {
    MacAddress mac = mac(number);
    String address = define(name, number, install);
    if (cd == null) {
      awaitDefinition(name, mac);
    }
    VirtualMachine machine = machine(LAB, name, mac, firmware, mebibytes);
    if (cd != null) {
      machine.insert(cd);
    }
    machine.powerOn(VirtualMachine.BootFrom.DISK_THEN_NETWORK_ONCE);
    String report = report(machine, mac);
    assertThat(report).contains("inet " + address + "/24");
    return report;
  }

  private static VirtualMachine machine(
      Lab lab, String name, MacAddress mac, Firmware firmware, int mebibytes) throws IOException {
    return lab.machine(
        new VirtualMachine.Hardware(
            name,
            Architecture.X86_64,
            mac,
            firmware,
            DataSize.ofMebibytes(mebibytes),
            List.of(),
            false));
  }

  /** What the system on a machine reports, which is switched off then. */
  private static String report(VirtualMachine machine, MacAddress mac) throws IOException {
    try {
      Path report = REPORTS.resolve(mac.toString().replace(":", ""));
      Await.that(
          "the report of " + machine.name(),
          STARTS,
          () -> {
            if (!machine.isRunning() && !Files.exists(report)) {
              throw new AssertionError(
                  machine.name() + " went off; its console:\n" + console(machine));
            }
            return Files.exists(report);
          },
          () -> "its console:\n" + console(machine));
      String text = Files.readString(report);
      System.out.println(text);
      assertThat(text)
          .contains("host: live-test\n")
          .contains("cmdline: ")
          .contains("file: customized by a file\n")
          .contains("package: installed\n")
          .contains("user: guest 1000\n");
      return text;
    } finally {
      machine.powerOff();
    }
  }

  private static String console(VirtualMachine machine) {
    try {
      String console = machine.console();
      return console.substring(Math.max(0, console.length() - 6000));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
