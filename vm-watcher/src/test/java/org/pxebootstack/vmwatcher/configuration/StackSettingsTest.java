package org.pxebootstack.vmwatcher.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.pxebootstack.contract.machine.IpNetwork;

class StackSettingsTest {
  private static final Map<String, String> GOOD =
      Map.of(
          "PROVISIONER_IP", "10.0.0.1",
          "DHCP_RANGE_START", "10.0.0.100",
          "DHCP_RANGE_END", "10.0.0.200",
          "DHCP_RANGE_V6_START", "fd00::100",
          "DHCP_RANGE_V6_END", "fd00::200",
          "PVMLAB_VMS_DIR", "/srv/vms");

  private static final List<HostInterface> INTERFACES =
      List.of(
          new HostInterface("lo", List.of(IpNetwork.parse("127.0.0.1/8"))),
          new HostInterface(
              "enp1s0", List.of(IpNetwork.parse("fe80::1/64"), IpNetwork.parse("10.0.0.1/24"))));

  @Test
  void findsTheInterfaceByTheAddress() throws BadEnvironmentException {
    StackSettings settings = StackSettings.parse(GOOD);
    Optional<ServingNetwork> serving = ServingNetwork.find(settings, INTERFACES);
    assertThat(serving).contains(new ServingNetwork("enp1s0", IpNetwork.parse("10.0.0.1/24")));
    serving.get().check(settings);
  }

  @Test
  void everythingWrongIsSaidAtOnce() {
    assertThat(
            problems(
                Map.of(
                    "PROVISIONER_IP",
                    "provisioner",
                    "DHCP_RANGE_V6_END",
                    "fd00::1",
                    "DHCP_MODE",
                    "proxy")))
        .containsExactly(
            "PROVISIONER_IP: \"provisioner\" is not an IP address; write one such as 192.168.105.2 or"
                + " fd00::2",
            "DHCP_RANGE_START is not set: set it to the first address to hand out",
            "DHCP_RANGE_END is not set: set it to the last address to hand out",
            "DHCP_RANGE_V6_START and DHCP_RANGE_V6_END go together: set both or neither",
            "DHCP_MODE is \"proxy\": this version knows server only; leave it out");
  }

  @Test
  void aSwappedRangeAndAStrangeDirectoryAreSaid() {
    Map<String, String> environment = new HashMap<>(GOOD);
    environment.put("DHCP_RANGE_START", "10.0.0.201");
    environment.put("IMAGES_DIR", "/www/images; root /etc");
    environment.put("STATE_DIR", "");
    assertThat(problems(environment))
        .containsExactly(
            "IMAGES_DIR: \"/www/images; root /etc\" has characters that it may not have",
            "DHCP_RANGE_START lies behind DHCP_RANGE_END: swap them");
  }

  @Test
  void aRangeOutsideTheNetworkIsSaid() throws BadEnvironmentException {
    StackSettings settings = StackSettings.parse(GOOD);
    ServingNetwork narrow = new ServingNetwork("enp1s0", IpNetwork.parse("10.0.0.1/28"));
    assertThat(
            catchThrowableOfType(BadEnvironmentException.class, () -> narrow.check(settings))
                .problems())
        .containsExactly(
            "DHCP_RANGE_START is 10.0.0.100, outside 10.0.0.1/28 of enp1s0: choose an address inside"
                + " it",
            "DHCP_RANGE_END is 10.0.0.200, outside 10.0.0.1/28 of enp1s0: choose an address inside"
                + " it");
  }

  @Test
  void rendersTheConfiguration() throws BadEnvironmentException {
    StackSettings settings = StackSettings.parse(GOOD);
    ServingNetwork serving = ServingNetwork.find(settings, INTERFACES).orElseThrow();
    String template =
        """
        interface={{interface}}
        dhcp-range={{rangeStart}},{{rangeEnd}},{{netmask}}
        {{#rangeV6}}
        v6={{start}},{{end}}
        {{/rangeV6}}
        domain={{domain}} {{provisionerIp}} {{stateDir}} {{imagesDir}} {{proxyKey}}
        """;
    assertThat(ConfigurationTemplate.render(template, settings, serving, "0123"))
        .isEqualTo(
            """
            interface=enp1s0
            dhcp-range=10.0.0.100,10.0.0.200,255.255.255.0
            v6=fd00:0:0:0:0:0:0:100,fd00:0:0:0:0:0:0:200
            domain=pvmlab.local 10.0.0.1 /var/lib/pvmlab /www/images 0123
            """);
  }

  private static List<String> problems(Map<String, String> environment) {
    return catchThrowableOfType(
            BadEnvironmentException.class, () -> StackSettings.parse(environment))
        .problems();
  }
}
