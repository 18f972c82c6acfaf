package org.pxebootstack.boothandler.access;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.contract.lease.Lease;
import org.pxebootstack.contract.machine.MacAddress;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * When a machine that boots was first seen: the first stage of a boot, the firmware, gets an
 * address seconds after power-on, and iPXE another time before it asks for its script. A boot is
 * told by leases that follow each other within a minute.
 */
@Component
public class FirstSightings {
  private static final Duration ONE_BOOT = Duration.ofMinutes(1);

  private final Leases leases;
  private final Clock clock;
  private final Map<MacAddress, Sighting> sightings = new HashMap<>();
  private Map<InetAddress, Lease> seen = Map.of();

  @Autowired
  FirstSightings(Leases leases) {
    this(leases, Clock.systemUTC());
  }

  FirstSightings(Leases leases, Clock clock) {
    this.leases = leases;
    this.clock = clock;
    // What was leased before says nothing of when.
    note(leases.current(), Instant.EPOCH);
  }

  /**
   * A run of leases.
   *
   * @param expiry of the latest lease, by which a newer one is told
   */
  private record Sighting(long expiry, Instant first, Instant last) {
    boolean goesOn(Instant now) {
      return Duration.between(last, now).abs().compareTo(ONE_BOOT) < 0; // a clock can be set back
    }
  }

  /** When the boot that goes on now was first seen; the next lease begins another one. */
  public synchronized Optional<Instant> take(MacAddress mac) {
    look();
    Sighting known = sightings.get(mac);
    if (known == null || !known.goesOn(clock.instant())) {
      return Optional.empty();
    }
    sightings.put(mac, new Sighting(known.expiry(), Instant.EPOCH, Instant.EPOCH));
    return Optional.of(known.first());
  }

  @Scheduled(fixedDelay = 1000)
  synchronized void look() {
    Map<InetAddress, Lease> now = leases.current();
    if (!now.equals(seen)) {
      note(now, clock.instant());
    }
  }

  private void note(Map<InetAddress, Lease> leased, Instant now) {
    seen = leased;
    Map<MacAddress, Sighting> before = Map.copyOf(sightings);
    sightings.clear();
    for (Lease each : leased.values()) {
      if (each instanceof Lease.V4 lease) {
        Sighting known = before.get(lease.mac());
        sightings.merge(lease.mac(), sighting(known, lease, now), FirstSightings::later);
      }
    }
  }

  private static Sighting sighting(@Nullable Sighting known, Lease.V4 lease, Instant now) {
    if (known == null) {
      return new Sighting(lease.expiry(), now, now);
    }
    if (lease.expiry() <= known.expiry()) {
      return known;
    }
    return new Sighting(lease.expiry(), known.goesOn(now) ? known.first() : now, now);
  }

  private static Sighting later(Sighting one, Sighting other) {
    return one.expiry() >= other.expiry() ? one : other;
  }
}
