package org.pxebootstack.contract.lease;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.contract.machine.IpNetwork;
import org.pxebootstack.contract.machine.MacAddress;

/**
 * dnsmasq's lease file. It has a line for each lease: expiry, MAC, address, name or {@code *},
 * client id. Those of DHCPv6, with an IAID in the MAC's place, come behind a line {@code duid} with
 * the server's own.
 */
public final class LeaseFile {
  private LeaseFile() {}

  /** Reads what is whole: dnsmasq empties the file and writes it again for each change. */
  public static List<Lease> parse(String text) {
    List<Lease> leases = new ArrayList<>();
    String serverId = null;
    int start = 0;
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      String[] fields = text.substring(start, end).split(" ", -1);
      start = end + 1;
      if (fields[0].equals("duid") && fields.length == 2) {
        serverId = fields[1];
      } else if (fields.length == 5) {
        lease(fields, serverId).ifPresent(leases::add);
      }
    }
    return leases;
  }

  private static Optional<Lease> lease(String[] fields, @Nullable String serverId) {
    try {
      long expiry = Long.parseLong(fields[0]);
      var address = IpNetwork.parseAddress(fields[2]);
      String name = fields[3].equals("*") ? null : fields[3];
      return serverId == null
          ? MacAddress.tryParse(fields[1])
              .map(mac -> new Lease.V4(expiry, mac, address, name, fields[4]))
          : Optional.of(new Lease.V6(expiry, fields[1], address, name, fields[4], serverId));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // not a line of the kind that is meant here
    }
  }
}
