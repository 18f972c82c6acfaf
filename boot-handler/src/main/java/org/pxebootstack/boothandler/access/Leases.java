package org.pxebootstack.boothandler.access;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.pxebootstack.boothandler.BootHandlerSettings;
import org.pxebootstack.contract.machine.IpNetwork;
import org.pxebootstack.contract.machine.MacAddress;
import org.pxebootstack.definitions.FileVersion;
import org.springframework.stereotype.Component;

/**
 * dnsmasq's leases: which address belongs to which MAC now. Its lease file has a line for each:
 * expiry in seconds since the epoch or 0 for ever, MAC, address, name, client id; DHCPv6's lines,
 * which have no MAC, come behind a line that begins with {@code duid}.
 */
@Component
public class Leases {
  private final Path file;
  private final Clock clock = Clock.systemUTC();
  private volatile Snapshot latest = new Snapshot(FileVersion.UNKNOWN, Map.of());

  Leases(BootHandlerSettings settings) {
    this.file = settings.stateDir().resolve("dnsmasq.leases");
  }

  private record Lease(MacAddress mac, long expiry) {}

  private record Snapshot(FileVersion version, Map<InetAddress, Lease> leases) {}

  /** Whether dnsmasq has leased {@code address} to {@code mac}, and the lease runs. */
  public boolean isLeased(InetAddress address, MacAddress mac) {
    Lease lease = current().get(address);
    return lease != null
        && lease.mac().equals(mac)
        && (lease.expiry() == 0 || Instant.now(clock).getEpochSecond() < lease.expiry());
  }

  private Map<InetAddress, Lease> current() {
    try {
      FileVersion version = FileVersion.of(Files.readAttributes(file, BasicFileAttributes.class));
      boolean settled = version.isSettled(clock.instant());
      Snapshot known = latest;
      if (known.version().equals(version)) {
        return known.leases();
      }
      // Each byte is a character: a name that is not UTF-8 is no reason to lose all leases.
      Map<InetAddress, Lease> leases = parse(Files.readString(file, StandardCharsets.ISO_8859_1));
      if (settled) {
        latest = new Snapshot(version, leases);
      }
      return leases;
    } catch (IOException e) {
      return Map.of(); // Nothing is leased yet, or the file can't be read: nobody is known.
    }
  }

  private static Map<InetAddress, Lease> parse(String text) {
    Map<InetAddress, Lease> leases = new HashMap<>();
    for (String line : text.split("\n", -1)) {
      if (line.startsWith("duid ")) {
        break;
      }
      String[] fields = line.split(" ", -1);
      if (fields.length < 5) {
        continue; // dnsmasq is writing it
      }
      MacAddress mac = MacAddress.tryParse(fields[1]).orElse(null);
      if (mac != null) {
        try {
          leases.put(IpNetwork.parseAddress(fields[2]), new Lease(mac, Long.parseLong(fields[0])));
        } catch (IllegalArgumentException e) {
          // Not a line of the kind that is meant here.
        }
      }
    }
    return leases;
  }
}
