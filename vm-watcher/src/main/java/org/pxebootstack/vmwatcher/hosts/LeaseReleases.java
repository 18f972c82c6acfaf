package org.pxebootstack.vmwatcher.hosts;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.pxebootstack.command.Command;
import org.pxebootstack.contract.lease.Lease;
import org.pxebootstack.contract.lease.LeaseFile;
import org.pxebootstack.contract.machine.IpNetwork;
import org.pxebootstack.definitions.DefinitionSet;

/**
 * Gives back the leases that contradict the definitions, each in its client's name: dnsmasq takes
 * the change of a lease from nobody else (dhcp_release(1), dhcp_release6(1)).
 */
final class LeaseReleases {
  private static final System.Logger LOG = System.getLogger(LeaseReleases.class.getName());

  /** Longer than the step of any file system's clock. */
  private static final Duration SETTLES = Duration.ofSeconds(2);

  /** dnsmasq heeds nobody for three seconds while it pings an address before offering it. */
  private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(4);

  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private final Path leaseFile;
  private final Path dnsmasqConfiguration;
  private final Clock clock = Clock.systemUTC();

  private DefinitionSet seen = DefinitionSet.EMPTY;
  private Instant looked = Instant.EPOCH;

  private List<Lease> tried = List.of();
  private Duration pause = SHORTEST_PAUSE;
  private Instant nextTry = Instant.EPOCH;

  LeaseReleases(Path leaseFile, Path dnsmasqConfiguration) {
    this.leaseFile = leaseFile;
    this.dnsmasqConfiguration = dnsmasqConfiguration;
  }

  /**
   * The leases that contradict the definitions. Looks at them only where they, or the definitions,
   * have changed since the last time, or where it is time to try again what did not help.
   */
  List<Lease> stale(DefinitionSet definitions) {
    Instant now = clock.instant();
    boolean again = !tried.isEmpty() && !now.isBefore(nextTry);
    try {
      if (definitions == seen && !again && !mayHaveChanged()) {
        return List.of();
      }
      seen = definitions;
      looked = now;
      // Each byte is a character: a name that is not UTF-8 is no reason to stop here.
      String text = Files.readString(leaseFile, StandardCharsets.ISO_8859_1);
      List<Lease> stale = StaleLeases.of(LeaseFile.parse(text), definitions);
      if (!stale.equals(tried)) {
        pause = SHORTEST_PAUSE;
      } else if (again) {
        pause = longer(pause);
      } else {
        return List.of();
      }
      return stale;
    } catch (NoSuchFileException e) {
      return List.of(); // dnsmasq has given none yet
    } catch (IOException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "leases could not be compared with the definitions: " + e.getMessage());
      return List.of();
    }
  }

  /** What was written a moment before the last look may have been written again since. */
  private boolean mayHaveChanged() throws IOException {
    Instant modified = Files.getLastModifiedTime(leaseFile).toInstant();
    return modified.isAfter(looked.minus(SETTLES));
  }

  private static Duration longer(Duration pause) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
  }

  /**
   * Gives them back.
   *
   * @param stillStale asked before each
   */
  void release(List<Lease> stale, BooleanSupplier stillStale) {
    tried = stale;
    nextTry = clock.instant().plus(pause);
    try {
      String network = stale.isEmpty() ? null : interfaceName().orElse(null);
      for (Lease each : stale) {
        if (network == null || !stillStale.getAsBoolean()) {
          return;
        }
        var _ = Command.of(argv(each, network)).run();
        LOG.log(
            System.Logger.Level.INFO,
            IpNetwork.text(each.address()) + " released: its lease contradicts the definitions");
      }
    } catch (IOException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "a lease could not be released, so its address is free only when it ends: "
              + e.getMessage());
    }
  }

  private static List<String> argv(Lease lease, String network) {
    String address = IpNetwork.text(lease.address());
    return switch (lease) {
      case Lease.V4 v4 ->
          List.of("dhcp_release", network, address, v4.mac().toString(), v4.clientId());
      case Lease.V6 v6 ->
          List.of(
              "dhcp_release6",
              "--iface=" + network,
              "--client-id=" + v6.clientId(),
              "--server-id=" + v6.serverId(),
              "--iaid=" + v6.iaid(),
              "--ip=" + address);
    };
  }

  /** Where dnsmasq serves DHCP. */
  private Optional<String> interfaceName() throws IOException {
    String key = "interface=";
    try (var lines = Files.lines(dnsmasqConfiguration)) {
      return lines
          .filter(each -> each.startsWith(key))
          .map(each -> each.substring(key.length()).strip())
          .findFirst();
    }
  }
}
