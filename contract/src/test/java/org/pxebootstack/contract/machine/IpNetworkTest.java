package org.pxebootstack.contract.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpNetworkTest {

  @Test
  void knowsWhatLiesInside() {
    IpNetwork network = IpNetwork.parse("192.168.104.0/23");
    assertThat(network.contains(IpNetwork.parseAddress("192.168.105.255"))).isTrue();
    assertThat(network.contains(IpNetwork.parseAddress("192.168.106.0"))).isFalse();
    assertThat(network.contains(IpNetwork.parseAddress("fd00::1"))).isFalse();
    assertThat(network.netmask()).isEqualTo("255.255.254.0");
    assertThat(IpNetwork.parse("fd00:cafe::/64").contains(IpNetwork.parseAddress("fd00:cafe::2")))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "192.168.105.0",
        "192.168.105.0/33",
        "192.168.105.0/-1",
        "192.168.105.0/+24",
        "192.168.105.0/024",
        "192.168.105/24",
        "example.org/24",
        "fd00::/129",
        "/24"
      })
  void refusesWhatIsNoNetwork(String text) {
    assertThatThrownBy(() -> IpNetwork.parse(text))
        .hasMessageEndingWith("is not a network; write one such as 192.168.105.0/24 or fd00::/64");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "192.168.105.256",
        "1.2.3",
        "",
        "fd00::1%eth0",
        "0fd00::1",
        "1.2.3.4\n"
      })
  void refusesWhatIsNoAddress(String text) {
    assertThatThrownBy(() -> IpNetwork.parseAddress(text))
        .hasMessageContaining("is not an IP address");
  }

  @ParameterizedTest
  @CsvSource({
    "fd00:0:0:0:0:0:0:1, fd00::1",
    "::, ::",
    "1:0:0:2:0:0:0:3, 1:0:0:2::3",
    "2001:DB8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
    "fd00::, fd00::",
    "192.168.105.1, 192.168.105.1"
  })
  void writesAddressesInTheirShortestForm(String written, String shortest) {
    assertThat(IpNetwork.text(IpNetwork.parseAddress(written))).isEqualTo(shortest);
  }

  @Test
  void knowsTheAddressesThatNoMachineCanHave() {
    IpNetwork network = IpNetwork.parse("10.0.0.77/26");
    assertThat(network.isNetworkAddress(IpNetwork.parseAddress("10.0.0.64"))).isTrue();
    assertThat(network.isBroadcastAddress(IpNetwork.parseAddress("10.0.0.127"))).isTrue();
    assertThat(network.isNetworkAddress(IpNetwork.parseAddress("10.0.0.65"))).isFalse();
    assertThat(network.isBroadcastAddress(IpNetwork.parseAddress("10.0.0.255"))).isFalse();
    // RFC 3021: both addresses of a /31 are machines'.
    IpNetwork link = IpNetwork.parse("10.0.0.0/31");
    assertThat(link.isNetworkAddress(IpNetwork.parseAddress("10.0.0.0"))).isFalse();
    assertThat(link.isBroadcastAddress(IpNetwork.parseAddress("10.0.0.1"))).isFalse();
  }
}
