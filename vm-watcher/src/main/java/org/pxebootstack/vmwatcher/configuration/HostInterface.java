package org.pxebootstack.vmwatcher.configuration;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.pxebootstack.contract.machine.IpNetwork;

/**
 * A network interface of this host.
 *
 * @param networks its addresses with their prefix lengths
 */
record HostInterface(String name, List<IpNetwork> networks) {
  /** Absent where the kernel has no IPv6. */
  private static final Path IPV6_ADDRESSES = Path.of("/proc/net/if_inet6");

  HostInterface {
    networks = List.copyOf(networks);
  }

  /** All but the loopback. */
  static List<HostInterface> all() throws IOException {
    List<String> ipv6 =
        Files.exists(IPV6_ADDRESSES) ? Files.readAllLines(IPV6_ADDRESSES) : List.of();
    List<HostInterface> all = new ArrayList<>();
    for (NetworkInterface each : NetworkInterface.networkInterfaces().toList()) {
      if (!each.isLoopback()) {
        List<IpNetwork> networks = new ArrayList<>(ipv4(each));
        networks.addAll(ipv6(each.getName(), ipv6));
        all.add(new HostInterface(each.getName(), networks));
      }
    }
    return all;
  }

  private static List<IpNetwork> ipv4(NetworkInterface card) {
    return card.getInterfaceAddresses().stream()
        .filter(each -> each.getAddress() instanceof Inet4Address)
        .map((InterfaceAddress each) ->
            new IpNetwork(each.getAddress(), each.getNetworkPrefixLength()))
        .toList();
  }

  /**
   * Read from the kernel, since a JVM that starts before there is any IPv6 address takes it that
   * there never will be one.
   *
   * @param lines address, index, prefix length, scope and flags in hexadecimal, and the name of the
   *     interface
   */
  static List<IpNetwork> ipv6(String name, List<String> lines) throws IOException {
    List<IpNetwork> networks = new ArrayList<>();
    for (String line : lines) {
      String[] fields = line.strip().split(" +", -1);
      if (fields.length == 6 && fields[5].equals(name)) {
        byte[] address = HexFormat.of().parseHex(fields[0]);
        networks.add(
            new IpNetwork(InetAddress.getByAddress(address), Integer.parseInt(fields[2], 16)));
      }
    }
    return networks;
  }

  /** The network that {@code address} is this interface's own address in. */
  Optional<IpNetwork> holding(InetAddress address) {
    return networks.stream().filter(each -> each.address().equals(address)).findFirst();
  }

  /** The network that {@code address} lies in; every interface has the link-local one. */
  Optional<IpNetwork> reaching(InetAddress address) {
    return networks.stream()
        .filter(each -> !each.address().isLinkLocalAddress() && each.contains(address))
        .findFirst();
  }
}
