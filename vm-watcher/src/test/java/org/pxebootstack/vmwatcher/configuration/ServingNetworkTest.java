package org.pxebootstack.vmwatcher.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.pxebootstack.contract.machine.IpNetwork;
import org.pxebootstack.vmwatcher.configuration.ServingNetwork.Search;

class ServingNetworkTest {
  private static final HostInterface OTHER = card("enp2s0", "10.1.0.1/24");
  private static final HostInterface RIGHT =
      card("enp1s0", "fe80::1/64", "10.0.0.1/24", "fd00::1/64");

  @Test
  void findsTheInterfaceByTheAddress() throws BadEnvironmentException {
    assertThat(search(Map.of(), OTHER, RIGHT))
        .isEqualTo(
            new Search.Found(
                new ServingNetwork(
                    RIGHT, IpNetwork.parse("10.0.0.1/24"), IpNetwork.parse("fd00::1/64"))));
  }

  @Test
  void saysWhatMayComeYet() throws BadEnvironmentException {
    assertThat(search(Map.of(), OTHER))
        .isEqualTo(
            new Search.Missing(
                "PROVISIONER_IP is 10.0.0.1, an address that no interface has",
                "set it to an address of this host, or give that address to an interface"));
    assertThat(search(Map.of("PXE_INTERFACE", "eth9"), RIGHT, OTHER))
        .isEqualTo(
            new Search.Missing(
                "PXE_INTERFACE is eth9, which does not exist",
                "write one of enp1s0, enp2s0, or leave it out"));
    assertThat(search(Map.of("PXE_INTERFACE", "eth9")))
        .isEqualTo(
            new Search.Missing(
                "PXE_INTERFACE is eth9, which does not exist",
                "there is no interface but the loopback: give the container a network"));
    assertThat(search(Map.of("PXE_INTERFACE", "enp2s0"), RIGHT, OTHER))
        .isEqualTo(
            new Search.Missing(
                "PXE_INTERFACE is enp2s0, which does not have PROVISIONER_IP, 10.0.0.1",
                "enp1s0 has it: write that, or leave PXE_INTERFACE out"));
    assertThat(search(Map.of("PXE_INTERFACE", "enp2s0"), OTHER))
        .isEqualTo(
            new Search.Missing(
                "PXE_INTERFACE is enp2s0, which does not have PROVISIONER_IP, 10.0.0.1",
                "no other interface has it either: give it to enp2s0"));
    assertThat(search(Map.of(), card("enp1s0", "10.0.0.1/24", "fe80::1/64")))
        .isEqualTo(
            new Search.Missing(
                "DHCP_RANGE_V6_START is fd00::100, in no IPv6 network of enp1s0",
                "choose a range in one, or give enp1s0 an address there, with /64"));
  }

  @Test
  void rangesOutsideTheNetworksAreSaidTogetherAndAtOnce() {
    assertThat(problems(Map.of(), card("enp1s0", "10.0.0.1/28", "fd01::1/64")))
        .containsExactly(
            "DHCP_RANGE_START is 10.0.0.100, outside 10.0.0.1/28 of enp1s0: choose an address inside"
                + " it",
            "DHCP_RANGE_END is 10.0.0.200, outside 10.0.0.1/28 of enp1s0: choose an address inside"
                + " it",
            "DHCP_RANGE_V6_START is fd00::100, in no IPv6 network of enp1s0: choose a range in one, or"
                + " give enp1s0 an address there, with /64");
    assertThat(problems(Map.of("DHCP_RANGE_V6_END", "fd01::1"), RIGHT))
        .containsExactly(
            "DHCP_RANGE_V6_END is fd01::1, outside fd00::1/64 of enp1s0: choose an address inside it");
  }

  @Test
  void addressesThatNoMachineCanHaveAreSaid() {
    assertThat(
            problems(
                Map.of(
                    "PROVISIONER_IP", "10.0.0.1",
                    "DHCP_RANGE_START", "10.0.0.64",
                    "DHCP_RANGE_END", "10.0.0.127",
                    "DHCP_RANGE_V6_START", "fd00::"),
                card("enp1s0", "10.0.0.1/24", "10.0.0.70/26", "fd00::1/64")))
        .containsExactly(
            "DHCP_RANGE_START to DHCP_RANGE_END, 10.0.0.64 to 10.0.0.127, has 10.0.0.70 in it, an"
                + " address of enp1s0 itself: choose a range that leaves it out",
            "DHCP_RANGE_V6_START is fd00::, the address of the network itself: choose the next one",
            "DHCP_RANGE_V6_START to DHCP_RANGE_V6_END, fd00:: to fd00::200, has fd00::1 in it, an"
                + " address of enp1s0 itself: choose a range that leaves it out");
    assertThat(
            problems(
                Map.of(
                    "PROVISIONER_IP", "10.0.0.1",
                    "DHCP_RANGE_START", "10.0.0.0",
                    "DHCP_RANGE_END", "10.0.0.0"),
                RIGHT))
        .containsExactly(
            "DHCP_RANGE_START is 10.0.0.0, the address of the network itself: choose the next one",
            "DHCP_RANGE_END is 10.0.0.0, the address of the network itself: choose the next one");
    assertThat(problems(Map.of("DHCP_RANGE_END", "10.0.0.255"), RIGHT))
        .containsExactly(
            "DHCP_RANGE_END is 10.0.0.255, the broadcast address of the network: choose the one"
                + " before");
  }

  @Test
  void anIpv6NetworkOfAnotherLengthThan64IsSaid() {
    assertThat(problems(Map.of(), card("enp1s0", "10.0.0.1/24", "fd00::1/80")))
        .containsExactly(
            "DHCP_RANGE_V6_START is fd00::100, in fd00::1/80 of enp1s0: give that address to enp1s0"
                + " with /64, the only length that machines take from router advertisements");
  }

  private static HostInterface card(String name, String... networks) {
    return new HostInterface(name, Arrays.stream(networks).map(IpNetwork::parse).toList());
  }

  private static Search search(Map<String, String> changes, HostInterface... interfaces)
      throws BadEnvironmentException {
    Map<String, String> environment = new HashMap<>(StackSettingsTest.GOOD);
    environment.putAll(changes);
    return ServingNetwork.search(StackSettings.parse(environment, _ -> true), List.of(interfaces));
  }

  private static List<String> problems(Map<String, String> changes, HostInterface card) {
    return catchThrowableOfType(BadEnvironmentException.class, () -> search(changes, card))
        .problems();
  }
}
