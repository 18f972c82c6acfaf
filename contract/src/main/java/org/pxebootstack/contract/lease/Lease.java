package org.pxebootstack.contract.lease;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.contract.machine.MacAddress;

/** An address that dnsmasq has given to a machine for a time. */
public sealed interface Lease {

  /** In seconds since the epoch; 0 for ever. */
  long expiry();

  InetAddress address();

  /** The name that DNS has for it; null where it has none. */
  @Nullable String name();

  /** In hexadecimal pairs with colons; {@code *} where the client sent none (option 61). */
  String clientId();

  /** Of DHCP for IPv4 (RFC 2131). */
  record V4(
      long expiry, MacAddress mac, InetAddress address, @Nullable String name, String clientId)
      implements Lease {}

  /**
   * Of DHCPv6 (RFC 8415), which knows no MAC.
   *
   * @param iaid the number of the client's identity association, decimal; with a T in front for
   *     temporary addresses
   * @param serverId the server's DUID, as the client's in hexadecimal
   */
  record V6(
      long expiry,
      String iaid,
      InetAddress address,
      @Nullable String name,
      String clientId,
      String serverId)
      implements Lease {}
}
