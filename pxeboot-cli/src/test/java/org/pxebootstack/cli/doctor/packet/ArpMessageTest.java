package org.pxebootstack.cli.doctor.packet;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet4Address;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.pxebootstack.contract.machine.MacAddress;

class ArpMessageTest {
  private static final MacAddress MAC = MacAddress.parse("52:54:00:12:34:56");
  private static final Inet4Address IP = Inet4Address.ofLiteral("192.168.105.1");

  @Test
  void aProbeClaimsNothing() {
    assertThat(HexFormat.ofDelimiter(" ").formatHex(ArpMessage.probe(MAC, IP).toBytes()))
        .isEqualTo(
            "00 01 08 00 06 04 00 01 52 54 00 12 34 56 00 00 00 00 00 00 00 00 00 00 c0 a8 69 01");
  }

  @Test
  void readsAnAnswerThatIsPaddedToEthernetsLeast() {
    byte[] answer =
        HexFormat.of()
            .parseHex("0001080006040002" + "fedcba987654c0a86901" + "525400123456c0a86909");
    assertThat(ArpMessage.parse(Arrays.copyOf(answer, 46)))
        .contains(
            new ArpMessage(
                2,
                MacAddress.parse("fe:dc:ba:98:76:54"),
                IP,
                Inet4Address.ofLiteral("192.168.105.9")));
    assertThat(ArpMessage.parse(Arrays.copyOf(answer, 27))).isEmpty();
    answer[1] = 6; // another hardware
    assertThat(ArpMessage.parse(answer)).isEmpty();
  }
}
