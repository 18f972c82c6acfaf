package org.pxebootstack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pxebootstack.command.Command;

/** What dnsmasq tells each kind of client, asked by real ones. */
class StackDhcpIT {
  @TempDir private static Path directory = Path.of("");

  private static @Nullable TestStack stack;

  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "PROVISIONER_IP", "192.168.105.1",
          "DHCP_RANGE_START", "192.168.105.100",
          "DHCP_RANGE_END", "192.168.105.200",
          "DHCP_RANGE_V6_START", "fd00:cafe::100",
          "DHCP_RANGE_V6_END", "fd00:cafe::200",
          "DOMAIN", "lab.example");

  /** What firmware and iPXE ask for besides what udhcpc always does (option 55). */
  private static final List<String> ASKS_FOR =
      List.of("-O", "43", "-O", "60", "-O", "66", "-O", "67", "-O", "119", "-O", "175");

  private static final Map<String, String> TOLD_TO_ALL =
      Map.ofEntries(
          Map.entry("subnet", "255.255.255.0"),
          Map.entry("broadcast", "192.168.105.255"),
          // dnsmasq's own choice of the interface's addresses; it answers on all.
          Map.entry("serverid", "192.168.105.2"),
          Map.entry("router", "192.168.105.1"),
          Map.entry("dns", "192.168.105.1"),
          Map.entry("domain", "lab.example"),
          Map.entry("search", "lab.example"),
          Map.entry("lease", "43200"),
          // When to renew: after a half, and after seven eighths of it.
          Map.entry("opt58", "00005460"),
          Map.entry("opt59", "000093a8"));

  @BeforeAll
  static void start() throws IOException {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path vms = Files.createDirectory(directory.resolve("vms"));
    for (int i = 50; i <= 90; i++) {
      Files.writeString(
          vms.resolve("dhcp" + i + ".json"),
          """
          {"name": "dhcp%1$d", "arch": "x86_64", "mac": "%2$s", "ip": "%3$s", "ipv6": "fd00:cafe::%1$d"}
          """
              .formatted(i, TestLab.mac(i), TestLab.ip(i)));
    }
    TestStack started = new TestStack("dhcp", vms, ENVIRONMENT);
    stack = started;
    started.start();
    // The second of its addresses: that one is told, whatever else the interface has.
    started.plugIn("192.168.105.2/24", "192.168.105.1/24", "fd00:cafe::1/64");
    Await.that(
        "dnsmasq to have the reservations",
        Duration.ofSeconds(60),
        () -> client().ask("p90", TestLab.mac(90)).getOrDefault("ip", "").equals(TestLab.ip(90)),
        started::log);
  }

  @AfterAll
  static void stop() throws IOException {
    stack().close();
  }

  private static TestStack stack() {
    return Objects.requireNonNull(stack);
  }

  private static DhcpClient client() {
    return new DhcpClient(stack().network(), directory);
  }

  @ParameterizedTest
  @MethodSource("org.pxebootstack.e2e.ClientKind#all")
  void tellsEachKindOfClientAllItNeeds(ClientKind kind) throws IOException {
    Map<String, String> expected = new TreeMap<>(TOLD_TO_ALL);
    expected.put("ip", TestLab.ip(kind.number()));
    expected.put("hostname", "dhcp" + kind.number());
    expected.putAll(kind.told());
    expected.put("siaddr", kind.told().isEmpty() ? "192.168.105.2" : "192.168.105.1");
    List<String> options = new ArrayList<>(ASKS_FOR);
    options.addAll(List.of("-V", kind.vendorClass()));
    options.addAll(kind.sends());
    assertThat(ask(kind.number(), options.toArray(String[]::new))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"undionly.kpxe", "snponly.efi", "ipxe-arm64.efi", "boot.ipxe", "autoexec.ipxe"})
  void servesThemByTftpAndHttp(String file) throws IOException {
    String size = stack().run("stat", "--dereference", "--format=%s", "/tftpboot/" + file).strip();
    String sum = stack().run("sha256sum", "/tftpboot/" + file).split(" ", 2)[0];
    String url = "http://192.168.105.1/tftpboot/" + file;
    // UEFI HTTP boot asks for the length first (UEFI 2.10, section 24.7.3.2).
    assertThat(curl("--head", url)).contains(" 200 OK", "Content-Length: " + size + "\n");
    for (String each : List.of(url, "tftp://192.168.105.1/" + file)) {
      Path copy = directory.resolve(file + each.hashCode());
      curl("--output", copy.toString(), each);
      assertThat(Command.of("sha256sum", copy.toString()).run().output())
          .as(each)
          .startsWith(sum + " ");
    }
  }

  private static String curl(String... arguments) throws IOException {
    Command curl = Command.of("curl", "--silent", "--show-error", "--fail").with(arguments);
    return stack().network().inside(curl).run().output();
  }

  @Test
  void theLogSaysWhereThereIsNoBootProgram() throws IOException {
    ask(81, "-x", "0x5d:0006");
    ask(81, "-x", "0x5d:0007");
    assertThat(stack().log())
        .contains("no-boot-program, known, firmware, efi-ia32, eth0\n")
        .contains(" tags: boot-stage, known, firmware, efi-x86-64, eth0\n");
  }

  /** Firmware, iPXE, installer and system each name themselves in their own way (option 61). */
  @Test
  void aMachineWithoutAReservationKeepsItsAddressThroughAllStages() throws IOException {
    String first = ask(95, "-C").get("ip");
    assertThat(first).matches("192\\.168\\.105\\.1\\d\\d");
    assertThat(ask(95).get("ip")).isEqualTo(first);
    assertThat(ask(95, "-x", "0x3d:00112233445566778899aabbccddeeff00").get("ip")).isEqualTo(first);
    assertThat(ask(95, "-x", "0x3d:ff0000000100020000ab11").get("ip")).isEqualTo(first);
  }

  /** Whatever the client calls itself, dnsmasq knows the reservation by the neighbour's MAC. */
  @ParameterizedTest
  @CsvSource({"82, LL", "83, LLT"})
  void ipv6ReservationsAreGivenByMac(int number, String duid) throws IOException {
    String card = "p" + number;
    ask(number);
    Command routes = stack().network().inside(Command.of("ip", "-6", "route", "show", "dev", card));
    Await.that(
        "the routes of router advertisements on " + card,
        // A solicitation that is lost is repeated after ever longer pauses.
        Duration.ofSeconds(60),
        () -> routes.run().output().matches("(?s).*fd00:cafe::/64 .*default via fe80::.*"),
        () -> stack().log().lines().filter(each -> each.contains("RTR-")).toList().toString());
    assertThat(client().askIpv6(card, duid, ""))
        .containsEntry("new_ip6_address", "fd00:cafe::" + number)
        .containsEntry("new_dhcp6_name_servers", "fd00:cafe::1")
        .containsEntry("new_dhcp6_domain_search", "lab.example.")
        .containsEntry("new_fqdn_fqdn", "dhcp" + number + ".lab.example");
    Command lookup =
        Command.of("busybox", "nslookup", "dhcp" + number + ".lab.example", "fd00:cafe::1");
    assertThat(stack().network().inside(lookup).tryRun().output())
        .contains("Address: fd00:cafe::" + number + "\n");
  }

  /** Its DUID is not the system's: as long as it has the lease, the system can't have it. */
  @Test
  void ipxeGetsItsIpv6AddressForTwoMinutes() throws IOException {
    ask(84);
    String userClass =
        "option dhcp6.user-class code 15 = string; send dhcp6.user-class 00:04:69:50:58:45;";
    assertThat(client().askIpv6("p84", "LL", userClass))
        .containsEntry("new_ip6_address", "fd00:cafe::84")
        .containsEntry("new_max_life", "120");
  }

  /** What it is it says in option 61, and gets a URL in option 59 (RFC 5970). */
  @ParameterizedTest
  @CsvSource({
    "85, 7, '', snponly.efi",
    "86, 11, '', ipxe-arm64.efi",
    "87, 7, send dhcp6.user-class 00:04:69:50:58:45;, boot.ipxe"
  })
  void whoBootsOverIpv6IsToldByUrl(int number, int architecture, String ipxe, String file)
      throws IOException {
    ask(number);
    String settings =
        """
        option dhcp6.user-class code 15 = string;
        option dhcp6.boot-file code 59 = text;
        option dhcp6.architecture code 61 = unsigned integer 16;
        send dhcp6.architecture %d;
        also request dhcp6.boot-file;
        """
            .formatted(architecture);
    String url =
        client()
            .askIpv6("p" + number, "LL", settings + ipxe)
            .getOrDefault("new_dhcp6_boot_file", "");
    assertThat(url).isEqualTo("tftp://[fd00:cafe::1]/" + file);
    Path copy = directory.resolve("v6-" + number);
    curl("--globoff", "--output", copy.toString(), url);
    assertThat(Files.size(copy))
        .isEqualTo(
            Long.parseLong(
                stack().run("stat", "--dereference", "--format=%s", "/tftpboot/" + file).strip()));
  }

  private static Map<String, String> ask(int number, String... options) throws IOException {
    return client().ask("p" + number, TestLab.mac(number), options);
  }
}
