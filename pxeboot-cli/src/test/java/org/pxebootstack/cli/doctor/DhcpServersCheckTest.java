package org.pxebootstack.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.pxebootstack.cli.doctor.packet.DhcpOffer;
import org.pxebootstack.contract.machine.IpNetwork;
import org.pxebootstack.contract.machine.MacAddress;

class DhcpServersCheckTest {

  @Test
  void nobodyElseAnswersAndAllIsWell() {
    assertThat(DhcpServersCheck.findings("eth0", List.of())).isEmpty();
  }

  @Test
  void namesEachServerOnce() {
    List<DhcpOffer> offers =
        List.of(
            offer("192.168.105.9", "52:54:00:00:00:09", "192.168.105.27"),
            offer("192.168.105.9", "52:54:00:00:00:09", "192.168.105.28"),
            offer("192.168.105.3", "52:54:00:00:00:03", "0.0.0.0"));
    assertThat(DhcpServersCheck.findings("eth0", offers).stream().map(Finding::sentence))
        .containsExactly(
            "dhcp: another DHCP server, 192.168.105.9 (MAC 52:54:00:00:00:09), answers on eth0 and"
                + " offered 192.168.105.27; switch it off for this network, or give the stack a"
                + " network of its own",
            "dhcp: another server, 192.168.105.3 (MAC 52:54:00:00:00:03), tells machines on eth0"
                + " what to boot (ProxyDHCP); switch it off for this network: which of the two a"
                + " machine follows is chance");
  }

  private static DhcpOffer offer(String server, String mac, String offered) {
    return new DhcpOffer(
        IpNetwork.parseAddress(server), MacAddress.parse(mac), IpNetwork.parseAddress(offered));
  }
}
