package org.pxebootstack.cli.doctor.packet;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.pxebootstack.contract.machine.MacAddress;

/** Asks who has addresses on a network, by ARP probes (RFC 5227, section 2.1.1). */
public final class ArpProbe {
  private static final int ARP = 0x0806;
  private static final int TIMES = 3;
  private static final Duration INTERVAL = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private ArpProbe() {}

  /**
   * Asks for all addresses at once. This host does not hear its own questions, so it is not among
   * those who answer.
   *
   * @param own the hardware address of {@code card}
   * @return who says that it has which; an address that nobody has is not in it
   */
  public static Map<InetAddress, Set<MacAddress>> ask(
      NetworkInterface card, MacAddress own, Collection<Inet4Address> addresses)
      throws IOException {
    List<byte[]> probes = new ArrayList<>();
    addresses.forEach(each -> probes.add(ArpMessage.probe(own, each).toBytes()));
    Map<InetAddress, Set<MacAddress>> holders = new HashMap<>();
    try (PacketSocket socket = PacketSocket.open(card, ARP, List.of())) {
      socket.ask(
          probes,
          TIMES,
          INTERVAL,
          PATIENCE,
          (_, bytes) ->
              ArpMessage.parse(bytes)
                  .filter(each -> addresses.contains(each.senderIp()))
                  .ifPresent(each -> add(holders, each)));
    }
    return holders;
  }

  private static void add(Map<InetAddress, Set<MacAddress>> holders, ArpMessage message) {
    holders.computeIfAbsent(message.senderIp(), each -> new HashSet<>()).add(message.sender());
  }
}
