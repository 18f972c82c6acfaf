package org.pxebootstack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pxebootstack.cli.lab.Lab;
import org.pxebootstack.command.Command;
import org.pxebootstack.command.CommandResult;
import org.pxebootstack.contract.machine.MacAddress;

/** The container with real DHCP, DNS, TFTP and HTTP clients. */
class StackIT {
  private static final TestLab LAB = new TestLab("stack");
  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir private Path directory = Path.of("");

  @BeforeAll
  static void start() throws IOException {
    LAB.start();
  }

  @AfterAll
  static void stop() throws IOException {
    LAB.close();
  }

  @Test
  void aFileDroppedIsALeaseAndAName() throws IOException {
    MacAddress mac = TestLab.mac(51);
    String ip = TestLab.ip(51);
    define("dhcp51", LAB.definition("dhcp51", mac, ip, TestLab.DISTRO));
    awaitLease("p51", mac, ip);
    CommandResult lookup =
        LAB.lab()
            .inNetwork("busybox", "nslookup", "dhcp51.pvmlab.local", Lab.PROVISIONER_IP)
            .tryRun();
    assertThat(lookup.output()).contains(ip);
  }

  /**
   * dnsmasq reads the reservation a moment after it is written; a client that is too early gets
   * another address, as in life.
   */
  private void awaitLease(String card, MacAddress mac, String ip) throws IOException {
    DhcpClient client = new DhcpClient(LAB.lab().network(), directory);
    Await.that(
        "the lease of " + ip,
        SOON,
        () -> client.ask(card, mac).getOrDefault("ip", "").equals(ip),
        LAB::stackLogTail);
  }

  @Test
  void brokenDefinitionsAreNamedAndAffectNobodyElse() throws IOException {
    MacAddress good = TestLab.mac(61);
    MacAddress unpulled = TestLab.mac(62);
    MacAddress hostile = TestLab.mac(63);
    define("good1", LAB.definition("good1", good, TestLab.ip(61), TestLab.DISTRO));
    define("unpulled1", LAB.definition("unpulled1", unpulled, TestLab.ip(62), "debian-99"));
    define("hostile1", LAB.definition("${net0/mac}", hostile, TestLab.ip(63), TestLab.DISTRO));
    define("broken1", "this is not JSON");
    define("nomac1", "{\"name\": \"nomac1\", \"arch\": \"x86_64\"}");
    Await.that(
        "the problems to be found",
        SOON,
        () -> LAB.lab().get("/api/v1/problems").output().contains("nomac1.json"),
        () -> "");

    assertThat(script(good))
        .startsWith("#!ipxe\necho pxeboot-stack: installing debian-13 on good1\n");
    assertThat(script(unpulled))
        .isEqualTo(
            "unpulled1.json: distro: \"debian-99\" for x86_64 was never pulled; run: pxeboot distro"
                + " pull debian-99 --arch x86_64\n");
    assertThat(script(hostile))
        .isEqualTo(
            "hostile1.json: name: \"${net0/mac}\" is not a host name; write letters, digits and"
                + " hyphens, at most 63, such as web1\n");
    assertThat(script(TestLab.mac(64)))
        .contains(
            "no definition has the MAC address " + TestLab.mac(64),
            "perhaps it is this one: broken1.json: is not a JSON object",
            "perhaps it is this one: nomac1.json: mac: is missing;");
    Await.that(
        "the log lines",
        SOON,
        () ->
            LAB.lab().stackLog().contains("WARN  broken1.json: is not a JSON object")
                && LAB.lab().stackLog().contains("WARN  nomac1.json: mac: is missing;"),
        LAB::stackLogTail);
  }

  @Test
  void secretsGoThroughNginxToTheLeasedAddressAlone() throws IOException {
    MacAddress mac = TestLab.mac(71);
    String ip = TestLab.ip(71);
    define("secret1", LAB.definition("secret1", mac, ip, TestLab.DISTRO));
    awaitLease("p71", mac, ip);
    var _ =
        Command.of("ip", "-n", LAB.lab().namespace(), "addr", "add")
            .with(ip + "/24", "dev", "p71")
            .run();
    String[] asMachine = {"--interface", ip};
    assertThat(script(mac)).startsWith("#!ipxe\n").doesNotContain("pxeboot.token");
    assertThat(LAB.lab().get("/ipxe?mac=" + mac, "--header", "X-Forwarded-For: " + ip).output())
        .doesNotContain("pxeboot.token");
    assertThat(LAB.lab().get("/ipxe?mac=" + mac, asMachine).output()).contains("pxeboot.token=");
    assertThat(LAB.lab().get("/config/" + mac).output()).startsWith("this is for secret1 alone");
    assertThat(LAB.lab().get("/config/" + mac, asMachine).output())
        .startsWith("{\"cloud_init_url\":");
    assertThat(LAB.lab().get("/cloud-init/secret1/user-data", asMachine).output())
        .startsWith("#cloud-config");
    assertThat(LAB.lab().get("/actuator/health").output()).contains("403 Forbidden");
    assertThat(LAB.lab().stackLog()).doesNotContain("pxeboot.token");
  }

  private static String script(MacAddress mac) throws IOException {
    return LAB.lab().get("/ipxe?mac=" + mac).output();
  }

  /** The status pages have live streams as well, by other names. */
  @Test
  void whatIsPublishedIsServedByHttp() throws IOException {
    Path kernel = LAB.images().resolve("live/demo/boot/vmlinuz");
    Files.createDirectories(kernel.getParent());
    Files.writeString(kernel, "a kernel");
    assertThat(LAB.lab().get("/live/demo/boot/vmlinuz").output().strip()).isEqualTo("a kernel");
  }

  private static void define(String name, String json) throws IOException {
    LAB.lab().define(name, json);
  }
}
