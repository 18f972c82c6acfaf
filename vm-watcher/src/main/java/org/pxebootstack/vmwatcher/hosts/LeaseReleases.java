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
import org.jspecify.annotations.Nullable;
import org.pxebootstack.command.Command;
import org.pxebootstack.command.CommandResult;
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

  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private final Path leaseFile;
  private final Path dnsmasqConfiguration;
  private final Clock clock = Clock.systemUTC();
  private DefinitionSet seen = DefinitionSet.EMPTY;
  private Instant looked = Instant.EPOCH;

  /** How long to wait before what did not help is tried again; null where nothing is left. */
  private @Nullable Duration pause;

  LeaseReleases(Path leaseFile, Path dnsmasqConfiguration) {
    this.leaseFile = leaseFile;
    this.dnsmasqConfiguration = dnsmasqConfiguration;
  }

  /** Looks at the leases where they, or the definitions, have changed since the last time. */
  void bringUpToDate(DefinitionSet definitions) {
    Instant now = clock.instant();
    try {
      boolean changed = definitions != seen || mayHaveChanged();
      if (changed || (pause != null && now.isAfter(looked.plus(pause)))) {
        pause = definitions != seen || pause == null ? SETTLES : longer(pause);
        seen = definitions;
        looked = now;
        // Each byte is a character: a name that is not UTF-8 is no reason to stop here.
        LeaseFile file = LeaseFile.parse(Files.readString(leaseFile, StandardCharsets.ISO_8859_1));
        List<Lease> stale = StaleLeases.of(file.leases(), definitions);
        if (stale.isEmpty()) {
          pause = null;
        } else {
          release(stale, file);
        }
      }
    } catch (NoSuchFileException e) {
      pause = null; // dnsmasq has given no leases
    } catch (IOException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "leases could not be compared with the definitions: {0}",
          e.getMessage());
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

  private void release(List<Lease> stale, LeaseFile file) throws IOException {
    String network = interfaceName().orElse(null);
    if (network == null) {
      return; // dnsmasq gives none
    }
    for (Lease each : stale) {
      CommandResult result = Command.of(argv(each, file, network)).tryRun();
      String address = IpNetwork.text(each.address());
      if (result.succeeded()) {
        LOG.log(
            System.Logger.Level.INFO,
            "{0} released: its lease contradicts the definitions",
            address);
      } else {
        LOG.log(
            System.Logger.Level.WARNING,
            "{0} could not be released, so nobody else gets it before its lease ends: {1}",
            address,
            result.errors().strip());
      }
    }
  }

  private static List<String> argv(Lease lease, LeaseFile file, String network) {
    String address = IpNetwork.text(lease.address());
    return switch (lease) {
      case Lease.V4 v4 ->
          List.of("dhcp_release", network, address, v4.mac().toString(), v4.clientId());
      case Lease.V6 v6 ->
          List.of(
              "dhcp_release6",
              "--iface=" + network,
              "--client-id=" + v6.clientId(),
              "--server-id=" + file.serverId(),
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
