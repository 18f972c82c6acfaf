package org.pxebootstack.boothandler.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pxebootstack.boothandler.BadSettingException;

class PermittedAddressesTest {
  private static final PermittedAddresses PUBLIC_ONLY = PermittedAddresses.parse("");

  @ParameterizedTest
  @ValueSource(strings = {"1.1.1.1", "151.101.2.132", "2a04:4e42::644", "::ffff:1.1.1.1"})
  void publicOnesAre(String address) {
    assertThat(PUBLIC_ONLY.permits(InetAddress.ofLiteral(address))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "10.0.0.1",
        "100.64.0.1",
        "100.100.100.200",
        "127.0.0.1",
        "127.255.255.254",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.192",
        "192.168.1.1",
        "198.18.0.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "168.63.129.16",
        "::",
        "::1",
        "::ffff:127.0.0.1",
        "::ffff:169.254.169.254",
        "::7f00:1",
        "64:ff9b::a9fe:a9fe",
        "100::1",
        "2001:db8::1",
        "2002:7f00:1::1",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "fec0::1",
        "ff02::1"
      })
  void othersAreNot(String address) {
    assertThat(PUBLIC_ONLY.permits(InetAddress.ofLiteral(address))).isFalse();
  }

  @Test
  void whereItIsSaidTheyAre() {
    PermittedAddresses some = PermittedAddresses.parse("private, 127.0.0.2/32");
    assertThat(some.permits(InetAddress.ofLiteral("192.168.1.1"))).isTrue();
    assertThat(some.permits(InetAddress.ofLiteral("fd00::1"))).isTrue();
    assertThat(some.permits(InetAddress.ofLiteral("127.0.0.2"))).isTrue();
    assertThat(some.permits(InetAddress.ofLiteral("127.0.0.1"))).isFalse();
    assertThat(some.permits(InetAddress.ofLiteral("169.254.169.254"))).isFalse();
    assertThatThrownBy(() -> PermittedAddresses.parse("everything"))
        .isInstanceOf(BadSettingException.class)
        .hasMessageContaining("PROXY_ALLOW: \"everything\" is not a network");
  }

  /** What is checked is what is connected to. */
  @Test
  void namesGoByTheirAddresses() throws UnknownHostException {
    CheckedResolver nobody = new CheckedResolver(PUBLIC_ONLY, null);
    assertThatThrownBy(() -> nobody.resolve("localhost", 80))
        .isInstanceOf(CheckedResolver.ForbiddenException.class);
    assertThatThrownBy(() -> nobody.resolve("0x7f000001", 80))
        .isInstanceOf(UnknownHostException.class);
    Origin api = new Origin("http", "127.0.0.1", 8000);
    CheckedResolver withApi = new CheckedResolver(PUBLIC_ONLY, api);
    assertThat(withApi.resolve("127.0.0.1", 8000)).hasSize(1);
    assertThatThrownBy(() -> withApi.resolve("127.0.0.1", 8001))
        .isInstanceOf(CheckedResolver.ForbiddenException.class);
    assertThatThrownBy(() -> withApi.resolve("127.0.0.2", 8000))
        .isInstanceOf(CheckedResolver.ForbiddenException.class);
  }
}
