package org.pxebootstack.vmwatcher.configuration;

import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import java.util.Optional;
import org.pxebootstack.contract.machine.IpNetwork;

/**
 * A network interface that is up.
 *
 * @param networks its addresses with their prefix lengths
 */
record HostInterface(String name, List<IpNetwork> networks) {
  HostInterface {
    networks = List.copyOf(networks);
  }

  static List<HostInterface> all() throws SocketException {
    return NetworkInterface.networkInterfaces()
        .map(each -> new HostInterface(each.getName(), networks(each)))
        .toList();
  }

  private static List<IpNetwork> networks(NetworkInterface card) {
    return card.getInterfaceAddresses().stream()
        .map((InterfaceAddress each) ->
            new IpNetwork(each.getAddress(), each.getNetworkPrefixLength()))
        .toList();
  }

  /** The network that {@code address} is this interface's own address in. */
  Optional<IpNetwork> holding(InetAddress address) {
    return networks.stream().filter(each -> each.address().equals(address)).findFirst();
  }
}
