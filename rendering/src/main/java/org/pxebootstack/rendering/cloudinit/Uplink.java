package org.pxebootstack.rendering.cloudinit;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.contract.machine.DhcpMode;
import org.pxebootstack.contract.machine.IpNetwork;

/**
 * What a machine with a static address is told of the rest of the network: the same as dnsmasq
 * tells by DHCP, that this stack is its router and its name server. Where another server gives the
 * addresses, the rest of the network is known to that one, and no machine has a static address.
 *
 * @param provisioner this stack's address; null where it is not known
 * @param dhcp who gives the addresses
 * @param domain in which the machines have their names
 */
public record Uplink(@Nullable InetAddress provisioner, DhcpMode dhcp, String domain) {

  /** Whether machines of {@code network} can reach the provisioner without a router. */
  boolean isIn(IpNetwork network) {
    return provisioner != null && dhcp.givesAddresses() && network.contains(provisioner);
  }
}
