package org.pxebootstack.cli.doctor.packet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.pxebootstack.contract.machine.MacAddress;

class DhcpDiscoverTest {

  @Test
  void isWhatFirmwareSends() {
    DhcpDiscover discover = new DhcpDiscover(0x58d7dc84, MacAddress.parse("46:3c:28:0e:8c:a2"));
    String ip = "4500018c00000000 40117962 00000000 ffffffff";
    String udp = "0044 0043 0178 0000";
    String bootp = "01010600 58d7dc84 0000 8000" + "00".repeat(16) + "463c280e8ca2";
    String options =
        "63825363 350101 390205c0 37080103062b363c4243 5d020007 5e03010310"
            + "6111000000000000000000 0000463c280e8ca2 3c20"
            + HexFormat.of()
                .formatHex("PXEClient:Arch:00007:UNDI:003016".getBytes(StandardCharsets.US_ASCII))
            + "ff";
    String expected = (ip + udp + bootp + "00".repeat(202) + options).replace(" ", "");
    assertThat(HexFormat.of().formatHex(discover.toBytes()))
        .startsWith(expected)
        .hasSize(2 * 0x18c)
        .endsWith("ff" + "0".repeat(2 * 0x18c - expected.length()));
  }

  @Test
  void itsMachineIsAnotherEachTimeAndDoesNotExist() {
    MacAddress one = DhcpDiscover.random().client();
    assertThat(DhcpDiscover.random().client()).isNotEqualTo(one);
    assertThat(one.isUnicast()).isTrue();
    assertThat(one.toString()).matches("[0-9a-f][26ae]:.*");
  }
}
