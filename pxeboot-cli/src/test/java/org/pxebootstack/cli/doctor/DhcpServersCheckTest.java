package org.pxebootstack.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pxebootstack.cli.doctor.packet.DhcpOffer;
import org.pxebootstack.contract.machine.DhcpMode;
import org.pxebootstack.contract.machine.IpNetwork;
import org.pxebootstack.contract.machine.MacAddress;

class DhcpServersCheckTest {

  private static final DhcpOffer ADDRESS =
      offer("192.168.105.9", "52:54:00:00:00:09", "192.168.105.27", "");
  private static final DhcpOffer PROXY = offer("192.168.105.3", "52:54:00:00:00:03", "0.0.0.0", "");

  @Test
  void nobodyElseAnswersAndAllIsWell() {
    assertThat(sentences(DhcpMode.SERVER)).isEmpty();
  }

  @Test
  void namesEachServerOnce() {
    assertThat(
            sentences(
                DhcpMode.SERVER,
                ADDRESS,
                offer("192.168.105.9", "52:54:00:00:00:09", "192.168.105.28", ""),
                PROXY))
        .containsExactly(
            "dhcp: another DHCP server, 192.168.105.9 (MAC 52:54:00:00:00:09), answers on eth0 and"
                + " offered 192.168.105.27; switch it off for this network, start the stack beside it"
                + " with DHCP_MODE=proxy, or give the stack a network of its own",
            "dhcp: another server, 192.168.105.3 (MAC 52:54:00:00:00:03), tells machines on eth0"
                + " what to boot (ProxyDHCP); switch it off for this network: which of the two a"
                + " machine follows is chance");
  }

  @Test
  void asAProxyItNeedsAServerThatGivesAddressesAlone() {
    assertThat(sentences(DhcpMode.PROXY, ADDRESS)).isEmpty();
    assertThat(sentences(DhcpMode.PROXY, PROXY, ADDRESS))
        .singleElement()
        .asString()
        .startsWith("dhcp: another server, 192.168.105.3 (MAC 52:54:00:00:00:03), tells machines");
    assertThat(
            sentences(
                DhcpMode.PROXY,
                offer("192.168.105.9", "52:54:00:00:00:09", "192.168.105.27", "pxelinux.0\n")))
        .containsExactly(
            "dhcp: the DHCP server 192.168.105.9 (MAC 52:54:00:00:00:09) tells machines to boot"
                + " \"pxelinux.0\\u000a\"; have it leave that to the stack: take the boot file and the"
                + " next server out of its configuration");
  }

  @ParameterizedTest
  @EnumSource(names = "SERVER", mode = EnumSource.Mode.EXCLUDE)
  void withoutADhcpServerNobodyHasAnAddress(DhcpMode mode) {
    assertThat(sentences(mode))
        .containsExactly(
            "dhcp: no DHCP server answers on eth0, and with DHCP_MODE="
                + mode
                + " the stack gives no addresses; start one, let it answer machines that it does not"
                + " know, or start the stack without DHCP_MODE");
    // One of this host does not hear the question.
    assertThat(DhcpServersCheck.findings("eth0", mode, true, List.of())).isEmpty();
  }

  @Test
  void withoutDhcpTheOtherServerMustNameOurBootProgram() {
    assertThat(
            sentences(
                DhcpMode.NONE,
                offer("192.168.105.9", "52:54:00:00:00:09", "192.168.105.27", "snponly.efi")))
        .isEmpty();
    assertThat(sentences(DhcpMode.NONE, ADDRESS, PROXY)).isEmpty();
    assertThat(sentences(DhcpMode.NONE, ADDRESS))
        .containsExactly(
            "dhcp: the DHCP server 192.168.105.9 (MAC 52:54:00:00:00:09) does not tell machines what"
                + " to boot; write into it what pxeboot dhcp-snippet prints, or start the stack with"
                + " DHCP_MODE=proxy");
    assertThat(
            sentences(
                DhcpMode.NONE,
                offer("192.168.105.9", "52:54:00:00:00:09", "192.168.105.27", "grub.efi")))
        .singleElement()
        .asString()
        .contains("tells machines to boot \"grub.efi\", which is not of this stack; write");
  }

  private static List<String> sentences(DhcpMode mode, DhcpOffer... offers) {
    return DhcpServersCheck.findings("eth0", mode, false, List.of(offers)).stream()
        .map(Finding::sentence)
        .toList();
  }

  private static DhcpOffer offer(String server, String mac, String offered, String bootFile) {
    return new DhcpOffer(
        IpNetwork.parseAddress(server),
        MacAddress.parse(mac),
        IpNetwork.parseAddress(offered),
        bootFile);
  }
}
