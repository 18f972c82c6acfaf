package org.pxebootstack.vmwatcher.hosts;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
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
import org.pxebootstack.definitions.FileVersion;

/**
 * Gives back the leases that contradict the definitions, each in its client's name: dnsmasq takes
 * the change of a lease from nobody else (dhcp_release(1), dhcp_release6(1)).
 */
final class LeaseReleases {
  private static final System.Logger LOG = System.getLogger(LeaseReleases.class.getName());

  /** dnsmasq heeds nobody for three seconds while it pings an address before offering it. */
  private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(4);

  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private final Path leaseFile;
  private final Path dnsmasqConfiguration;

  private DefinitionSet seen = DefinitionSet.EMPTY;
  private FileVersion looked = FileVersion.UNKNOWN;

  private List<Lease> tried = List.of();
  private Duration pause = SHORTEST_PAUSE;
  private long nextTry; // System.nanoTime(), which nobody sets back

  LeaseReleases(Path leaseFile, Path dnsmasqConfiguration) {
    this.leaseFile = leaseFile;
    this.dnsmasqConfiguration = dnsmasqConfiguration;
  }

  /**
   * The leases that contradict the definitions. Looks at them only where they, or the definitions,
   * have changed since the last time, or where it is time to try again what did not help.
   */
  List<Lease> stale(DefinitionSet definitions) {
    boolean again = !tried.isEmpty() && System.nanoTime() - nextTry >= 0;
    try {
      FileVersion version =
          FileVersion.of(Files.readAttributes(leaseFile, BasicFileAttributes.class));
      if (definitions == seen && !again && version.equals(looked)) {
        return List.of();
      }
      seen = definitions;
      looked = version.isSettled(Instant.now()) ? version : FileVersion.UNKNOWN;
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
    nextTry = System.nanoTime() + pause.toNanos();
    try {
      String network = stale.isEmpty() ? null : interfaceName().orElse(null);
      for (Lease each : stale) {
        if (network == null || !stillStale.getAsBoolean()) {
          return;
        }
        release(each, network);
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "leases could not be released: " + e.getMessage());
    }
  }

  /** One that can't be given back is no reason to keep the others. */
  private static void release(Lease lease, String network) {
    String address = IpNetwork.text(lease.address());
    try {
      var _ = Command.of(argv(lease, network)).run();
      LOG.log(
          System.Logger.Level.INFO, address + " released: its lease contradicts the definitions");
    } catch (IOException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "%s could not be released, so it is free only when its lease ends: %s"
              .formatted(address, e.getMessage()));
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
