package org.pxebootstack.contract.lease;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.pxebootstack.contract.machine.IpNetwork;
import org.pxebootstack.contract.machine.MacAddress;

class LeaseFileTest {
  /** As dnsmasq 2.91 writes it; the last line is not yet whole. */
  private static final String TEXT =
      """
      1795645050 52:54:00:00:01:06 192.168.105.111 web1 01:52:54:00:00:01:06
      0 52:54:00:00:01:02 192.168.105.106 * *
      1795645050 06-52:54:00:00:01:07 192.168.105.107 * *
      duid 00:01:00:01:32:99:79:01:ea:f3:a9:60:c1:4e
      1795607211 259 fd00:77::1cb web2 00:03:00:01:52:54:00:00:01:03
      1795607212 260 fd00:77::1cc web3 00:03:00:01:52\
      """;

  @Test
  void readsWhatIsWhole() {
    assertThat(LeaseFile.parse(TEXT))
        .containsExactly(
            new Lease.V4(
                1795645050,
                MacAddress.parse("52:54:00:00:01:06"),
                IpNetwork.parseAddress("192.168.105.111"),
                "web1",
                "01:52:54:00:00:01:06"),
            new Lease.V4(
                0,
                MacAddress.parse("52:54:00:00:01:02"),
                IpNetwork.parseAddress("192.168.105.106"),
                null,
                "*"),
            new Lease.V6(
                1795607211,
                "259",
                IpNetwork.parseAddress("fd00:77::1cb"),
                "web2",
                "00:03:00:01:52:54:00:00:01:03",
                "00:01:00:01:32:99:79:01:ea:f3:a9:60:c1:4e"));
  }
}
