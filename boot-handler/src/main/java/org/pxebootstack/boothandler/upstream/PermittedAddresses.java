package org.pxebootstack.boothandler.upstream;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import org.pxebootstack.boothandler.BadSettingException;
import org.pxebootstack.contract.machine.InvalidValueException;
import org.pxebootstack.contract.machine.IpNetwork;

/**
 * Which addresses this stack fetches from for a machine. Who names a URL could otherwise reach what
 * only this host reaches: services on it, its network, a cloud's metadata.
 *
 * @param extra networks that are permitted though they are not public
 */
record PermittedAddresses(List<IpNetwork> extra) {
  /** RFC 1918, RFC 6598 and RFC 4193. */
  private static final List<IpNetwork> PRIVATE =
      networks("10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 100.64.0.0/10 fc00::/7");

  /**
   * IANA's registries of special purposes (RFC 6890), and 168.63.129.16, by which Azure's hosts
   * serve their guests.
   */
  private static final List<IpNetwork> SPECIAL =
      networks(
          "0.0.0.0/8 127.0.0.0/8 169.254.0.0/16 192.0.0.0/24 192.0.2.0/24 192.88.99.0/24"
              + " 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/3 168.63.129.16/32"
              + " 2001::/23 2001:db8::/32 2002::/16 3fff::/20");

  private static final IpNetwork GLOBAL_UNICAST = IpNetwork.parse("2000::/3");

  /**
   * Reads {@code PROXY_ALLOW}: networks, and the word {@code private}, with commas between.
   *
   * @throws BadSettingException where it is something else
   */
  static PermittedAddresses parse(String text) {
    List<IpNetwork> extra = new ArrayList<>();
    for (String each : text.split(",", -1)) {
      String word = each.strip();
      if (word.equals("private")) {
        extra.addAll(PRIVATE);
      } else if (!word.isEmpty()) {
        try {
          extra.add(IpNetwork.parse(word));
        } catch (InvalidValueException e) {
          throw new BadSettingException(
              "PROXY_ALLOW: " + e.getMessage(), "or write private for all private networks");
        }
      }
    }
    return new PermittedAddresses(List.copyOf(extra));
  }

  boolean permits(InetAddress address) {
    return isIn(extra, address) || (isPublic(address) && !isOfThisHost(address));
  }

  /** Whether it is neither public nor of the kinds that reach this host or a cloud's metadata. */
  static boolean isPrivate(InetAddress address) {
    return isIn(PRIVATE, address);
  }

  private static boolean isPublic(InetAddress address) {
    boolean ordinary = !(address instanceof Inet6Address) || GLOBAL_UNICAST.contains(address);
    return ordinary && !isIn(PRIVATE, address) && !isIn(SPECIAL, address);
  }

  private static boolean isOfThisHost(InetAddress address) {
    try {
      return NetworkInterface.getByInetAddress(address) != null;
    } catch (SocketException e) {
      return true; // Nobody can tell.
    }
  }

  private static boolean isIn(List<IpNetwork> networks, InetAddress address) {
    return networks.stream().anyMatch(each -> each.contains(address));
  }

  private static List<IpNetwork> networks(String text) {
    return List.of(text.split(" ")).stream().map(IpNetwork::parse).toList();
  }
}
