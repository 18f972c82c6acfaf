package org.pxebootstack.cli.doctor.packet;

import java.io.IOException;
import java.net.NetworkInterface;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Asks who answers DHCP on a network. */
public final class DhcpProbe {
  private static final int IPV4 = 0x0800;
  private static final int TIMES = 2;
  private static final Duration INTERVAL = Duration.ofSeconds(2);

  /** dnsmasq, and others, first look for 3 s whether the address that they offer is free. */
  private static final Duration PATIENCE = Duration.ofSeconds(6);

  private DhcpProbe() {}

  /**
   * Broadcasts DHCPDISCOVER and listens. A server of this host does not hear it; no server gives
   * anything away for it.
   *
   * @return who answered, in the order of their answers
   */
  public static Set<DhcpOffer> ask(NetworkInterface card) throws IOException {
    DhcpDiscover discover = DhcpDiscover.random();
    Set<DhcpOffer> offers = new LinkedHashSet<>();
    try (PacketSocket socket = PacketSocket.open(card, IPV4, BpfInstruction.DHCP_ANSWERS)) {
      socket.ask(
          List.of(discover.toBytes()),
          TIMES,
          INTERVAL,
          PATIENCE,
          (sender, bytes) -> DhcpOffer.parse(bytes, sender, discover).ifPresent(offers::add));
    }
    return offers;
  }
}
