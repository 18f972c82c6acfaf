package org.pxebootstack.rendering.dnsmasq;

import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.contract.definition.Role;
import org.pxebootstack.contract.definition.VmDefinition;
import org.pxebootstack.contract.machine.IpNetwork;

/** Renders dnsmasq's host files. Pure; one line for each machine, in the order that is given. */
public final class HostFiles {
  private HostFiles() {}

  /**
   * A {@code dhcp-hostsfile}: which address and name a MAC gets. The provisioner has no lease: it
   * is the server.
   */
  public static String dhcpHosts(List<VmDefinition> machines) {
    StringBuilder text = new StringBuilder();
    for (VmDefinition each : machines) {
      if (each.role() == Role.TARGET) {
        text.append(each.mac()).append(',');
        if (each.install().live() != null && each.install().secureBoot()) {
          text.append("set:signed,");
        }
        if (each.ip() != null) {
          text.append(IpNetwork.text(each.ip())).append(',');
        }
        if (each.ipv6() != null) {
          text.append('[').append(IpNetwork.text(each.ipv6())).append("],");
        }
        text.append(each.name()).append('\n');
      }
    }
    return text.toString();
  }

  /** An {@code addn-hosts} file (hosts(5)): which names an address has. */
  public static String dnsHosts(List<VmDefinition> machines, String domain) {
    StringBuilder text = new StringBuilder();
    for (VmDefinition each : machines) {
      append(text, each.ip(), each, domain);
      append(text, each.ipv6(), each, domain);
    }
    return text.toString();
  }

  private static void append(
      StringBuilder text, @Nullable InetAddress address, VmDefinition machine, String domain) {
    if (address != null) {
      text.append(IpNetwork.text(address))
          .append(' ')
          .append(machine.name())
          .append('.')
          .append(domain)
          .append(' ')
          .append(machine.name())
          .append('\n');
    }
  }
}
