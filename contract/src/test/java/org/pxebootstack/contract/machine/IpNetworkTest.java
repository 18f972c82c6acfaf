package org.pxebootstack.contract.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
  @ValueSource(strings = {"localhost", "192.168.105.256", "1.2.3", "", "fd00::1%eth0", "1.2.3.4\n"})
  void refusesWhatIsNoAddress(String text) {
    assertThatThrownBy(() -> IpNetwork.parseAddress(text))
        .hasMessageContaining("is not an IP address");
  }
}
