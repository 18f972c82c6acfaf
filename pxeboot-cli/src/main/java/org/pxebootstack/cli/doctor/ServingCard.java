package org.pxebootstack.cli.doctor;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.pxebootstack.contract.machine.IpNetwork;
import org.pxebootstack.contract.machine.MacAddress;

/**
 * The interface that machines boot from.
 *
 * @param mac its hardware address
 * @param address the stack's own address there
 * @param network which network that is in
 */
record ServingCard(NetworkInterface card, MacAddress mac, Inet4Address address, IpNetwork network) {
  static final String CHECK = "address";

  /** There is no such interface. */
  static final class NotFoundException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Finding finding;

    private NotFoundException(String complaint, String cure) {
      super(complaint);
      finding =
          Finding.problem(
              CHECK, complaint + ", so neither the network nor the ports were looked at", cure);
    }

    /** One that finds just this. */
    Check asCheck() {
      return new Check() {
        @Override
        public String name() {
          return CHECK;
        }

        @Override
        public List<Finding> findings() {
          return List.of(finding);
        }
      };
    }
  }

  /**
   * Finds it.
   *
   * @param provisionerIp the stack's own address
   * @param wanted which interface should hold it; empty takes the one that does
   */
  static ServingCard find(Optional<String> provisionerIp, Optional<String> wanted)
      throws NotFoundException, IOException {
    if (provisionerIp.isEmpty()) {
      throw new NotFoundException(
          "PROVISIONER_IP is not set", "set it, or say --provisioner-ip, such as 192.168.105.1");
    }
    if (!(IpNetwork.parseAddress(provisionerIp.get()) instanceof Inet4Address address)) {
      throw new NotFoundException(
          "PROVISIONER_IP is %s, no IPv4 address".formatted(provisionerIp.get()),
          "set it to one, such as 192.168.105.1");
    }
    NetworkInterface holder = NetworkInterface.getByInetAddress(address);
    if (holder == null || !wanted.orElse(holder.getName()).equals(holder.getName())) {
      throw new NotFoundException(
          "PROVISIONER_IP is %s, an address that %s"
              .formatted(
                  IpNetwork.text(address),
                  wanted.map(each -> each + " does not have").orElse("no interface here has")),
          "set it to an address of this host, or look where the stack runs:"
              + " docker exec pxeboot_stack pxeboot doctor");
    }
    MacAddress mac =
        macOf(holder)
            .orElseThrow(() ->
                new NotFoundException(
                    "PROVISIONER_IP is %s, an address of %s, which is no Ethernet interface"
                        .formatted(IpNetwork.text(address), holder.getName()),
                    "set it to the address of the interface that machines are connected to"));
    return new ServingCard(
        holder,
        mac,
        address,
        holder.getInterfaceAddresses().stream()
            .filter(each -> each.getAddress().equals(address))
            .map(each -> new IpNetwork(address, each.getNetworkPrefixLength()))
            .findFirst()
            .orElseThrow());
  }

  String name() {
    return card.getName();
  }

  /** The hardware addresses of this host: it may answer on one card for another. */
  static Set<MacAddress> macsOfThisHost() throws SocketException {
    return NetworkInterface.networkInterfaces()
        .flatMap(each -> macOf(each).stream())
        .collect(Collectors.toSet());
  }

  private static Optional<MacAddress> macOf(NetworkInterface card) {
    try {
      byte[] bytes = card.getHardwareAddress();
      return bytes == null || bytes.length != 6
          ? Optional.empty()
          : Optional.of(new MacAddress(ByteBuffer.allocate(8).put(2, bytes).getLong(0)));
    } catch (SocketException e) {
      return Optional.empty(); // It went away meanwhile.
    }
  }

  /** Whether an address is of this host itself. */
  static boolean isOfThisHost(InetAddress address) {
    try {
      return NetworkInterface.getByInetAddress(address) != null;
    } catch (SocketException e) {
      return false;
    }
  }
}
