package org.pxebootstack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pxebootstack.cli.lab.Lab;
import org.pxebootstack.command.Command;
import org.pxebootstack.command.CommandResult;

/** {@code pxeboot doctor} in the container, among real servers that are in its way. */
class DoctorIT {
  private static final TestLab LAB = new TestLab("doctor");
  private static final Duration SOON = Duration.ofSeconds(90);

  /** Of the lab's own end of the bridge. */
  private static final String TAKEN_ADDRESS = "192.168.105.254";

  @TempDir private Path directory = Path.of("");

  @BeforeAll
  static void start() throws IOException {
    LAB.start();
    LAB.lab()
        .define("good1", LAB.definition("good1", TestLab.mac(31), TestLab.ip(31), TestLab.DISTRO));
    // Before other tests put servers in its way.
    Await.that(
        "the doctor to be done",
        SOON,
        () -> LAB.lab().stackLog().contains(" doctor       INFO  no problems found"),
        LAB::stackLogTail);
  }

  @AfterAll
  static void stop() throws IOException {
    LAB.close();
  }

  @Test
  void aHealthyStackHasNoProblems() throws IOException {
    CommandResult text = LAB.lab().inContainer("pxeboot", "doctor").tryRun();
    assertThat(text.output() + text.errors()).isEqualTo("no problems found\n");
    assertThat(text.exitCode()).isZero();
    CommandResult json = LAB.lab().inContainer("pxeboot", "doctor", "--format", "json").tryRun();
    assertThat(json.output()).isEqualTo("[ ]\n");
    assertThat(json.exitCode()).isZero();
  }

  @Test
  void aServerThatOnlySaysWhatToBootIsFound() throws IOException {
    String proxy = LAB.lab().namespace() + "-proxy";
    try {
      var _ =
          docker("run", "--detach", "--name", proxy, "--network", "none")
              .with("--cap-add", "NET_ADMIN", "--cap-add", "NET_RAW", "--entrypoint", "sleep")
              .with(TestLab.required("pxeboot.image"), "600")
              .run();
      LAB.lab().plugIn(proxy, "proxy", "192.168.105.3/24");
      var _ =
          docker("exec", proxy, "dnsmasq", "--port=0", "--interface=eth0", "--bind-interfaces")
              .with("--dhcp-range=192.168.105.0,proxy", "--pxe-service=7,iPXE,snponly.efi")
              .run();
      CommandResult found = LAB.lab().inContainer("pxeboot", "doctor").tryRun();
      assertThat(found.output().replace(macOf(docker("exec", proxy)), "(its MAC)"))
          .isEqualTo(
              """
              dhcp: another server, 192.168.105.3 (MAC (its MAC)), tells machines on eth0 what to boot (ProxyDHCP); switch it off for this network: which of the two a machine follows is chance
              1 problem found
              """);
      assertThat(found.exitCode()).isEqualTo(1);
    } finally {
      remove(proxy);
    }
  }

  /** Everything at once: in the way of this stack are the lab's stack and the lab's host. */
  @Test
  void allThatIsWrongIsLoggedAtTheStartAndSaidWhenAsked() throws IOException {
    String sick = LAB.lab().namespace() + "-sick";
    List<Process> processes = new ArrayList<>();
    try {
      startSick(sick, processes);
      Await.that(
          "the doctor to be done",
          SOON,
          () -> log(sick).contains("problems found"),
          () -> uncheckedLog(sick));
      String expected =
          """
          dhcp: another DHCP server, 192.168.105.1 (MAC of the lab's stack), answers on eth0 and offered (an address); switch it off for this network, start the stack beside it with DHCP_MODE=proxy, or give the stack a network of its own
          address: PROVISIONER_IP, 192.168.105.254, also belongs to another host on eth0, with the MAC of the lab's host; give one of the two another address
          address: unpulled1.json: 192.168.105.1 is reserved for 52:54:00:aa:00:29, but the MAC of the lab's stack answers for it; reserve another address, or correct the mac
          ports: TCP port 80, which nginx needs, is taken by a process that can't be seen from here; find it, as root on the host, with: ss --listening --processes --tcp 'sport = 80'
          definitions: 1 problem in /mnt/host/vms; see them with: pxeboot vm validate /mnt/host/vms
          images: "debian-99" for x86_64 was never pulled (needed by unpulled1.json); run: pxeboot distro pull debian-99 --arch x86_64
          clock: it says (now), but /www/images/debian-13/x86_64 was made at 2099-01-01T00:00:00Z; set the clock of the host, such as by: timedatectl set-ntp true
          7 problems found
          """;
      String logged =
          log(sick)
              .lines()
              .filter(each -> each.contains(" doctor "))
              .map(each -> each.replaceFirst("^\\S+ doctor {7}WARN  ", ""))
              .collect(Collectors.joining("\n", "", "\n"));
      assertThat(comparable(logged)).isEqualTo(expected);
      CommandResult said = docker("exec", sick, "pxeboot", "doctor").tryRun();
      assertThat(comparable(said.output())).isEqualTo(expected);
      assertThat(said.exitCode()).isEqualTo(1);
      Await.that(
          "boot-handler to serve all the same",
          SOON,
          () -> docker("exec", sick, "bash", "-c", "</dev/tcp/127.0.0.1/8080").tryRun().succeeded(),
          () -> uncheckedLog(sick));
    } finally {
      processes.forEach(Process::destroy);
      remove(sick);
    }
  }

  private void startSick(String name, List<Process> processes) throws IOException {
    Path vms = readable(directory.resolve("vms"));
    Files.writeString(
        vms.resolve("unpulled1.json"),
        LAB.definition("unpulled1", TestLab.mac(41), Lab.PROVISIONER_IP, "debian-99"));
    Files.writeString(vms.resolve("broken1.json"), "this is not JSON");
    Path image = Files.createDirectories(directory.resolve("images/debian-13/x86_64"));
    Files.writeString(image.resolve("manifest.json"), "{\"created\": \"2099-01-01T00:00:00Z\"}");
    var _ =
        docker("run", "--detach", "--name", name, "--network", "none")
            .with("--cap-add", "NET_ADMIN", "--cap-add", "NET_RAW")
            .with("--volume", vms + ":/mnt/host/vms:ro")
            .with("--volume", directory.resolve("images") + ":/www/images:ro")
            .with("--env", "PROVISIONER_IP=" + TAKEN_ADDRESS)
            .with("--env", "DHCP_RANGE_START=192.168.105.210")
            .with("--env", "DHCP_RANGE_END=192.168.105.220")
            .with(TestLab.required("pxeboot.image"))
            .run();
    // It waits for its address, so this web server is there first.
    String pid = docker("inspect", "--format", "{{.State.Pid}}", name).run().output().strip();
    processes.add(
        Command.of("nsenter", "--target", pid, "--net", "busybox", "httpd", "-f", "-p", "80")
            .startInBackground(directory.resolve("httpd.log")));
    LAB.lab().plugIn(name, "sick", TAKEN_ADDRESS + "/24");
  }

  /** Without what differs each time. */
  private static String comparable(String text) throws IOException {
    Lab lab = LAB.lab();
    String stack = macOf(lab.inContainer());
    String host =
        lab.inNetwork("ip", "--brief", "link", "show", "br0").run().output().split("\\s+", -1)[2];
    return text.replace("MAC " + stack, "MAC of the lab's stack")
        .replace("MAC " + host, "MAC of the lab's host")
        .replaceAll("offered 192\\.168\\.105\\.(1\\d\\d|200);", "offered (an address);")
        .replaceAll("it says [0-9TZ:-]+,", "it says (now),");
  }

  private static String macOf(Command inContainer) throws IOException {
    return inContainer.with("cat", "/sys/class/net/eth0/address").run().output().strip();
  }

  @Test
  void theImageIsThePxebootCommandToo() throws IOException {
    Path vms = readable(directory.resolve("vms"));
    Files.writeString(vms.resolve("web1.json"), "{}");
    Command run = docker("run", "--rm", "--network", "none", "--volume", vms + ":/mnt/host/vms:ro");
    String image = TestLab.required("pxeboot.image");
    CommandResult validate = run.with(image, "vm", "validate", "/mnt/host/vms").tryRun();
    assertThat(validate.output())
        .startsWith("web1.json: ")
        .endsWith("\n0 definitions can be used, 3 problems\n");
    assertThat(validate.exitCode()).isEqualTo(1);
    CommandResult explain = run.with(image, "explain", "web2").tryRun();
    assertThat(explain.errors()).startsWith("pxeboot: no definition has the name web2;");
    assertThat(run.with(image, "docter").tryRun().exitCode()).isEqualTo(2);
  }

  private static Path readable(Path made) throws IOException {
    Files.createDirectories(made);
    return Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static Command docker(String... arguments) {
    return Command.of("docker").with(arguments);
  }

  private static String log(String container) throws IOException {
    CommandResult logs = docker("logs", container).tryRun();
    return logs.output() + logs.errors();
  }

  private static String uncheckedLog(String container) {
    try {
      return log(container);
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static void remove(String container) throws IOException {
    var _ = docker("rm", "--force", "--volumes", container).tryRun();
  }
}
