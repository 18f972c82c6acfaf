package org.pxebootstack.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pxebootstack.cli.doctor.ListeningSocket.Owner;
import org.pxebootstack.contract.machine.DhcpMode;

class PortsCheckTest {

  @ParameterizedTest
  @CsvSource({
    "HTTP, tcp, 0.0.0.0, '', 80, true",
    "HTTP, tcp, *, '', 80, true",
    "HTTP, tcp, 192.168.105.1, '', 80, true",
    "HTTP, tcp, 127.0.0.1, '', 80, true",
    "HTTP, tcp, 192.168.105.7, '', 80, false",
    "HTTP, udp, 0.0.0.0, '', 80, false",
    "HTTP, tcp, 0.0.0.0, '', 8080, false",
    // systemd-resolved is in nobody's way.
    "DNS, udp, 127.0.0.53, lo, 53, false",
    "DNS, udp, 127.0.0.53, '', 53, false",
    // Nor is the DHCP server of libvirt's own network.
    "DHCP, udp, 0.0.0.0, virbr0, 67, false",
    "DHCP, udp, 0.0.0.0, eth0, 67, true",
    "DHCP_V6, udp, [::], '', 547, true",
    "BOOT_HANDLER, tcp, [::ffff:127.0.0.1], '', 8080, true",
    "BOOT_HANDLER, tcp, 192.168.105.1, '', 8080, false"
  })
  void knowsWhoIsInTheWay(
      StackPort port, String protocol, String address, String device, int number, boolean held) {
    ListeningSocket socket = new ListeningSocket(protocol, address, device, number, 0, List.of());
    assertThat(port.isHeldBy(socket, "192.168.105.1", "eth0")).isEqualTo(held);
  }

  @Test
  void dhcpV6MattersOnlyWhereItIsServed() {
    assertThat(StackPort.all(DhcpMode.SERVER, false))
        .containsExactly(
            StackPort.DNS,
            StackPort.DNS_TCP,
            StackPort.DHCP,
            StackPort.TFTP,
            StackPort.HTTP,
            StackPort.BOOT_HANDLER);
    assertThat(StackPort.all(DhcpMode.SERVER, true)).hasSize(7).contains(StackPort.DHCP_V6);
    assertThat(StackPort.all(DhcpMode.PROXY, false))
        .containsExactly(
            StackPort.TFTP, StackPort.PROXY_DHCP, StackPort.HTTP, StackPort.BOOT_HANDLER);
    assertThat(StackPort.all(DhcpMode.NONE, false))
        .containsExactly(StackPort.TFTP, StackPort.HTTP, StackPort.BOOT_HANDLER);
  }

  @Test
  void namesWhoHasThePort() {
    Owner httpd = new Owner("busybox", 31440);
    assertThat(
            PortsCheck.taken(
                    StackPort.HTTP,
                    new ListeningSocket("tcp", "*", "", 80, 0, List.of(httpd, httpd)))
                .sentence())
        .isEqualTo(
            "ports: TCP port 80, which nginx needs, is taken by busybox (process 31440); end it, or"
                + " have it listen at another port or address");
  }

  @Test
  void saysHowToFindWhoMayNotBeSeen() {
    assertThat(
            PortsCheck.taken(
                    StackPort.DHCP, new ListeningSocket("udp", "0.0.0.0", "", 67, 0, List.of()))
                .sentence())
        .isEqualTo(
            "ports: UDP port 67, which dnsmasq needs, is taken by a process that can't be seen from"
                + " here; find it, as root on the host, with: ss --listening --processes --udp"
                + " 'sport = 67'");
  }
}
