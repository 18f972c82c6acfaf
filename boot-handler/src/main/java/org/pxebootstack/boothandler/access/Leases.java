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
import org.pxebootstack.contract.lease.Lease;
import org.pxebootstack.contract.lease.LeaseFile;
import org.pxebootstack.contract.machine.MacAddress;
import org.pxebootstack.definitions.FileVersion;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** dnsmasq's leases: which address belongs to which MAC now. */
@Component
class Leases implements MachineAddresses {
  private final Path file;
  private final Clock clock = Clock.systemUTC();
  private volatile Snapshot latest = new Snapshot(FileVersion.UNKNOWN, Map.of());

  @Autowired
  Leases(BootHandlerSettings settings) {
    this(settings.stateDir().resolve("dnsmasq.leases"));
  }

  Leases(Path file) {
    this.file = file;
  }

  private record Snapshot(FileVersion version, Map<InetAddress, Lease> leases) {}

  /** Whether dnsmasq has leased {@code address} to {@code mac}, and the lease runs. */
  @Override
  public boolean belongs(InetAddress address, MacAddress mac) {
    return current().get(address) instanceof Lease.V4 lease
        && lease.mac().equals(mac)
        && (lease.expiry() == 0 || Instant.now(clock).getEpochSecond() < lease.expiry());
  }

  /** All of them, by address; the same map as before where the file has not changed. */
  Map<InetAddress, Lease> current() {
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
    for (Lease each : LeaseFile.parse(text)) {
      leases.put(each.address(), each);
    }
    return leases;
  }
}
