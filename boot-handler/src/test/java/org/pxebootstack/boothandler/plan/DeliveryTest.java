package org.pxebootstack.boothandler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pxebootstack.contract.machine.MacAddress;

class DeliveryTest {
  private static final MacAddress MAC = MacAddress.parse("52:54:00:aa:00:ca");

  @ParameterizedTest
  @ValueSource(
      strings = {"52:54:00:aa:00:ca", "52%3A54%3A00%3Aaa%3A00%3Aca", "52%3a54:00:AA:00:ca"})
  void aMachineIsKnownHoweverItsProgramWritesUrls(String mac) {
    assertThat(Delivery.parse(line("key", "GET 200 OK 100", mac), "key"))
        .hasValue(new Delivery(MAC, 3, 200, true, 100));
  }

  @Test
  void whatBrokeOffIsNotWhole() {
    assertThat(Delivery.parse(line("key", "GET 200  100", MAC.toString()), "key"))
        .hasValueSatisfying(each -> assertThat(each.isWhole()).isFalse());
  }

  @ParameterizedTest
  @ValueSource(strings = {"52:54:00:aa:00", "52%3A54%3A00%3Aaa%3A00%3A", "52:54:00:aa:00:ca:00"})
  void whatIsNoMacIsNobodys(String mac) {
    assertThat(Delivery.parse(line("key", "GET 200 OK 100", mac), "key")).isEmpty();
  }

  @Test
  void onlyNginxKnowsTheKey() {
    assertThat(Delivery.parse(line("other", "GET 200 OK 100", MAC.toString()), "key")).isEmpty();
    assertThat(Delivery.parse(line("key", "HEAD 200 OK 0", MAC.toString()), "key")).isEmpty();
  }

  private static String line(String key, String answer, String mac) {
    return "<190>Nov 27 13:47:14 nginx: %s %s /boot/%s/3/second.img".formatted(key, answer, mac);
  }
}
