package org.pxebootstack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

  @ParameterizedTest
  @CsvSource({
    "51, 0000, , undionly.kpxe",
    "52, 0007, , snponly.efi",
    "53, 0009, , snponly.efi",
    "54, 000b, , ipxe-arm64.efi",
    "55, 0007, iPXE, boot.ipxe"
  })
  void aFileDroppedIsALeaseWithTheRightBootFile(
      int number, String architecture, String ipxe, String bootFile) throws IOException {
    String name = "dhcp" + number;
    MacAddress mac = TestLab.mac(number);
    define(name, LAB.definition(name, mac, TestLab.ip(number), TestLab.DISTRO));
    // dnsmasq reads the reservation a moment after it is written; a client that is too early gets
    // another address, as in life.
    String expected = "%s %s %s\n".formatted(TestLab.ip(number), Lab.PROVISIONER_IP, bootFile);
    Await.that(
        "the lease of " + name + ": " + expected,
        SOON,
        () -> lease("p" + number, mac, architecture, ipxe != null).equals(expected),
        LAB::stackLogTail);
    assertServedByTftp(bootFile);
    CommandResult lookup =
        LAB.lab()
            .inNetwork("busybox", "nslookup", name + ".pvmlab.local", Lab.PROVISIONER_IP)
            .tryRun();
    assertThat(lookup.output()).contains(TestLab.ip(number));
  }

  /** Asks as firmware does: option 93 says what it is, option 175 that it is iPXE. */
  private String lease(String card, MacAddress mac, String architecture, boolean ipxe)
      throws IOException {
    Path script = directory.resolve("udhcpc.script");
    Files.writeString(
        script, "#!/bin/sh\n[ \"$1\" = bound ] && echo \"$ip $siaddr $boot_file\" || exit 0\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    String namespace = LAB.lab().namespace();
    Command ip = Command.of("ip", "-n", namespace, "link");
    if (ip.with("show", card).tryRun().succeeded()) {
      var _ = ip.with("delete", card).run();
    }
    var _ = ip.with("add", card, "type", "veth", "peer", "name", card + "b").run();
    var _ = ip.with("set", card, "address", mac.toString(), "up").run();
    var _ = ip.with("set", card + "b", "master", "br0", "up").run();
    Command udhcpc =
        LAB.lab()
            .inNetwork("busybox", "udhcpc", "-i", card, "-n", "-q", "-f", "-t", "5", "-T", "2")
            .with("-V", "PXEClient", "-x", "0x5d:" + architecture, "-s", script.toString());
    // Any encapsulated option will do: 177 says which bus the card is on.
    return (ipxe ? udhcpc.with("-x", "0xaf:b10101") : udhcpc).run().output();
  }

  /** What a client downloads is what the container has. */
  private void assertServedByTftp(String file) throws IOException {
    Path copy = directory.resolve(file);
    var _ =
        LAB.lab()
            .inNetwork("curl", "--silent", "--show-error", "--output", copy.toString())
            .with("tftp://" + Lab.PROVISIONER_IP + "/" + file)
            .run();
    String original =
        LAB.lab().inContainer("sha256sum", "/tftpboot/" + file).run().output().split(" ")[0];
    String downloaded = Command.of("sha256sum", copy.toString()).run().output().split(" ")[0];
    assertThat(downloaded).isEqualTo(original);
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
    Await.that(
        "the reservation of secret1",
        SOON,
        () -> lease("p71", mac, "0007", false).startsWith(ip + " "),
        () -> "");
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

  @Test
  void aBadEnvironmentIsSaidAtOnceAndExits78() throws IOException {
    CommandResult result =
        Command.of("docker", "run", "--rm", "--network", "none", "--env", "PROVISIONER_IP=lab")
            .with("--env", "DHCP_RANGE_START=192.168.105.100")
            .with(TestLab.required("pxeboot.image"))
            .tryRun();
    assertThat(result.exitCode()).isEqualTo(78);
    assertThat(result.errors())
        .isEqualTo(
            """
            pxeboot-stack: PROVISIONER_IP: "lab" is not an IP address; write one such as 192.168.105.2 or fd00::2
            pxeboot-stack: DHCP_RANGE_END is not set: set it to the last address to hand out
            """);
  }

  private static void define(String name, String json) throws IOException {
    LAB.lab().define(name, json);
  }
}
