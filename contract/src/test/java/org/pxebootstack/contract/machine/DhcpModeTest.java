package org.pxebootstack.contract.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DhcpModeTest {
  @ParameterizedTest
  @EnumSource
  void isReadAsItIsWritten(DhcpMode mode) {
    assertThat(DhcpMode.parse(mode.toString())).isEqualTo(mode);
  }

  @Test
  void whereNobodySaysTheStackIsTheServer() {
    assertThat(DhcpMode.parse(" ")).isEqualTo(DhcpMode.SERVER);
    assertThat(DhcpMode.SERVER.givesAddresses()).isTrue();
    assertThat(DhcpMode.PROXY.givesAddresses()).isFalse();
    assertThat(DhcpMode.NONE.givesAddresses()).isFalse();
  }

  @Test
  void anythingElseIsRefusedWithTheCure() {
    assertThatThrownBy(() -> DhcpMode.parse("Proxy"))
        .hasMessage("\"Proxy\" is no mode; write server, proxy or none, or leave it out");
  }
}
