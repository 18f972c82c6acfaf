package org.pxebootstack.vmwatcher.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pxebootstack.contract.machine.DhcpMode;
import org.pxebootstack.contract.machine.IpNetwork;

class StackSettingsTest {
  static final Map<String, String> GOOD =
      Map.of(
          "PROVISIONER_IP", "10.0.0.1",
          "DHCP_RANGE_START", "10.0.0.100",
          "DHCP_RANGE_END", "10.0.0.200",
          "DHCP_RANGE_V6_START", "fd00::100",
          "DHCP_RANGE_V6_END", "fd00::200",
          "PVMLAB_VMS_DIR", "/srv/vms");

  @Test
  void whatIsNotSetHasItsDefault() throws BadEnvironmentException {
    assertThat(StackSettings.parse(GOOD, _ -> true))
        .isEqualTo(
            new StackSettings(
                IpNetwork.parseAddress("10.0.0.1"),
                DhcpMode.SERVER,
                range("10.0.0.100", "10.0.0.200"),
                range("fd00::100", "fd00::200"),
                null,
                "pvmlab.local",
                new StackDirectories(
                    Path.of("/srv/vms"), Path.of("/www/images"), Path.of("/var/lib/pvmlab")),
                List.of()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"proxy", "none"})
  void besideAnotherServerNoRangeIsNeeded(String mode) throws BadEnvironmentException {
    StackSettings settings =
        StackSettings.parse(Map.of("PROVISIONER_IP", "10.0.0.1", "DHCP_MODE", mode), _ -> true);
    assertThat(settings.mode()).isEqualTo(DhcpMode.parse(mode));
    assertThat(settings.ranges()).isEmpty();
    assertThat(settings.remarks()).isEmpty();
  }

  @Test
  void rangesThatAreNotUsedAreSaid() throws BadEnvironmentException {
    Map<String, String> environment = new HashMap<>(GOOD);
    environment.put("DHCP_MODE", "proxy");
    // Nobody looks at them.
    environment.put("DHCP_RANGE_V6_START", "nonsense");
    StackSettings settings = StackSettings.parse(environment, _ -> true);
    assertThat(settings.ranges()).isEmpty();
    assertThat(settings.remarks())
        .containsExactly(
            "DHCP_RANGE_START, DHCP_RANGE_END, DHCP_RANGE_V6_START, DHCP_RANGE_V6_END are not used:"
                + " with DHCP_MODE=proxy another server gives the addresses; leave them out");
    environment.keySet().removeIf(each -> each.startsWith("DHCP_RANGE_V6") || each.endsWith("END"));
    environment.put("DHCP_MODE", "none");
    assertThat(StackSettings.parse(environment, _ -> true).remarks())
        .containsExactly(
            "DHCP_RANGE_START is not used: with DHCP_MODE=none another server gives the addresses;"
                + " leave it out");
  }

  @Test
  void everythingWrongIsSaidAtOnce() {
    assertThat(
            problems(
                Map.ofEntries(
                    Map.entry("PROVISIONER_IP", "fd00::1"),
                    Map.entry("DHCP_RANGE_START", " "),
                    Map.entry("DHCP_RANGE_V6_START", "10.0.0.100"),
                    Map.entry("PXE_INTERFACE", "eth0; reboot"),
                    Map.entry("DOMAIN", "lab..example"),
                    Map.entry("DHCP_MODE", "relay"),
                    Map.entry("CONFIG_ACCESS", "all"),
                    Map.entry("EVENTS_KEPT", "0d"),
                    Map.entry("DATABASE_URL", "postgresql://user:secret@db/pxeboot"),
                    Map.entry("LOG_FORMAT", "xml"),
                    Map.entry("VMS_DIR", "vms"),
                    Map.entry("IMAGES_DIR", "/www/images; root /etc"),
                    Map.entry("STATE_DIR", "./state"))))
        .containsExactly(
            "PROVISIONER_IP: \"fd00::1\" is not an IPv4 address; write one such as 192.168.105.1",
            "DHCP_MODE: \"relay\" is no mode; write server, proxy or none, or leave it out",
            "DHCP_RANGE_START is not set: set it to the first address to hand out",
            "DHCP_RANGE_END is not set: set it to the last address to hand out",
            "DHCP_RANGE_V6_START is set, but DHCP_RANGE_V6_END is not: set both or neither",
            "DHCP_RANGE_V6_START: \"10.0.0.100\" is not an IPv6 address; write one such as fd00::100",
            "PXE_INTERFACE: \"eth0; reboot\" is not the name of a network interface; write one such"
                + " as eth0, or leave it out",
            "DOMAIN: \"lab..example\" is not a domain; write one such as lab.example",
            "CONFIG_ACCESS: \"all\" says nobody who may read configurations; write machine, host or"
                + " any",
            "EVENTS_KEPT: \"0d\" is not how long to keep events; write such as 30d",
            "DATABASE_URL is no address of SQLite or PostgreSQL: write jdbc:postgresql://host/name, or"
                + " leave it out",
            "LOG_FORMAT: \"xml\" is no format of log lines; write text or json, or leave it out",
            "VMS_DIR: \"vms\" is not an absolute path of letters, digits, dots, hyphens and"
                + " underscores; write one such as /srv/vms",
            "IMAGES_DIR: \"/www/images; root /etc\" is not an absolute path of letters, digits, dots,"
                + " hyphens and underscores; write one such as /srv/vms",
            "STATE_DIR: \"./state\" is not an absolute path of letters, digits, dots, hyphens and"
                + " underscores; write one such as /srv/vms");
  }

  @ParameterizedTest
  @CsvSource({
    "CONFIG_ACCESS, host",
    "CONFIG_ACCESS, Any",
    "EVENTS_KEPT, 30",
    "EVENTS_KEPT, 12h",
    "DATABASE_URL, jdbc:postgresql://db/pxeboot?ssl=true"
  })
  void takesSettingsOfBootHandler(String name, String value) throws BadEnvironmentException {
    Map<String, String> environment = new HashMap<>(GOOD);
    environment.put(name, value);
    assertThat(StackSettings.parse(environment, _ -> true)).isNotNull();
  }

  @Test
  void swappedEndsAreSaidOfBothFamilies() {
    assertThat(
            problemsWith(
                Map.of("DHCP_RANGE_START", "10.0.0.201", "DHCP_RANGE_V6_START", "fd00::201")))
        .containsExactly(
            "DHCP_RANGE_START lies behind DHCP_RANGE_END: swap them",
            "DHCP_RANGE_V6_START lies behind DHCP_RANGE_V6_END: swap them");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          10.0.0.100 | , inside the range that DHCP hands out: choose a range that leaves it out
          10.0.0.200 | , inside the range that DHCP hands out: choose a range that leaves it out
          0.0.0.0    | , which machines can't send to: set it to this host's address in their network
          127.0.0.1  | , which machines can't send to: set it to this host's address in their network
          224.0.0.1  | , which machines can't send to: set it to this host's address in their network
          """)
  void aProvisionerThatMachinesCannotReachIsSaid(String address, String problem) {
    assertThat(problemsWith(Map.of("PROVISIONER_IP", address)))
        .containsExactly("PROVISIONER_IP is " + address + problem);
  }

  @Test
  void aStateDirectoryThatCannotBeWrittenToIsSaidWithTheRest() {
    Map<String, String> environment = new HashMap<>(GOOD);
    environment.put("STATE_DIR", "/srv/state");
    environment.put("DOMAIN", "lab.");
    assertThat(
            catchThrowableOfType(
                    BadEnvironmentException.class,
                    () -> StackSettings.parse(environment, each -> !each.endsWith("state")))
                .problems())
        .containsExactly(
            "DOMAIN: \"lab.\" is not a domain; write one such as lab.example",
            "STATE_DIR is /srv/state, where nothing can be written: mount a volume there that is not"
                + " read-only");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-lab", "lab-.example", "lab_1", ".lab", "lab\n", "a b"})
  void refusesWhatIsNoDomain(String domain) {
    assertThat(problemsWith(Map.of("DOMAIN", domain))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"lab", "pvmlab.local", "x-1.example"})
  void takesDomains(String domain) throws BadEnvironmentException {
    Map<String, String> environment = new HashMap<>(GOOD);
    environment.put("DOMAIN", domain);
    assertThat(StackSettings.parse(environment, _ -> true).domain()).isEqualTo(domain);
  }

  @Test
  void aDomainLeavesRoomForAName() {
    String label = "a".repeat(62) + ".";
    assertThat(problemsWith(Map.of("DOMAIN", label.repeat(3) + "b"))).hasSize(1);
    assertThat(StackSettings.DOMAIN.matcher(label.repeat(3).substring(0, 188)).matches()).isTrue();
  }

  private static AddressRange range(String start, String end) {
    return new AddressRange(IpNetwork.parseAddress(start), IpNetwork.parseAddress(end));
  }

  private static List<String> problemsWith(Map<String, String> changes) {
    Map<String, String> environment = new HashMap<>(GOOD);
    environment.putAll(changes);
    return problems(environment);
  }

  private static List<String> problems(Map<String, String> environment) {
    return catchThrowableOfType(
            BadEnvironmentException.class, () -> StackSettings.parse(environment, _ -> true))
        .problems();
  }
}
