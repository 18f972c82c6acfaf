package org.pxebootstack.contract.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MacAddressTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "52:54:00:9c:2e:7f",
        "52:54:00:9C:2E:7f",
        "52-54-00-9C-2E-7F",
        "5254.009c.2e7f",
        "52.54.00.9c.2e.7f",
        "5254009C2E7F"
      })
  void isReadAsPeopleAndSwitchesWriteIt(String text) {
    assertThat(MacAddress.parse(text)).hasToString("52:54:00:9c:2e:7f");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "52:54:00:9c:2e",
        "52:54:00:9c:2e:7f:00",
        "52:54-00:9c:2e:7f",
        "52:54:00:9c:2e:7g",
        " 52:54:00:9c:2e:7f",
        "52:54:00:9c:2e:7f\n",
        "5254009C2E7"
      })
  void refusesEverythingElse(String text) {
    assertThat(MacAddress.tryParse(text)).isEmpty();
    assertThatThrownBy(() -> MacAddress.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("is not a MAC address; write six pairs such as 52:54:00:12:34:56");
  }

  @Test
  void tellsCardsFromGroups() {
    assertThat(MacAddress.parse("52:54:00:00:00:01").isUnicast()).isTrue();
    assertThat(MacAddress.parse("01:00:5e:00:00:01").isUnicast()).isFalse();
    assertThat(MacAddress.parse("ff:ff:ff:ff:ff:ff").isUnicast()).isFalse();
    assertThat(MacAddress.parse("00:00:00:00:00:00").isUnicast()).isFalse();
  }
}
