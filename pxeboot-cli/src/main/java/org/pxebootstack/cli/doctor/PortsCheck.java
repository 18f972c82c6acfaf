package org.pxebootstack.cli.doctor;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.pxebootstack.command.Command;
import org.pxebootstack.contract.machine.DhcpMode;
import org.pxebootstack.contract.machine.IpNetwork;

/**
 * Looks for other programs at the stack's ports.
 *
 * @param mode what the stack has to do with DHCP
 * @param dhcpV6 whether the stack serves DHCPv6 too
 */
record PortsCheck(ServingCard serving, DhcpMode mode, boolean dhcpV6) implements Check {
  private static final String NAME = "ports";
  private static final Duration SS_TIMEOUT = Duration.ofSeconds(10);

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Finding> findings() throws IOException {
    return findings(StackPort.all(mode, dhcpV6));
  }

  /** Looks at some of them only. */
  List<Finding> findings(List<StackPort> ports) throws IOException {
    List<ListeningSocket> sockets = sockets();
    List<Finding> findings = new ArrayList<>();
    for (StackPort port : ports) {
      foreign(port, holding(port, sockets)).stream()
          .map(each -> taken(port, each))
          .distinct()
          .forEach(findings::add);
    }
    return findings;
  }

  /** Whether another program of this host is at that port, beside the stack or in its place. */
  boolean isHeldByAnother(StackPort port) throws IOException {
    return !foreign(port, holding(port, sockets())).isEmpty();
  }

  private static List<ListeningSocket> foreign(StackPort port, List<ListeningSocket> holding) {
    List<ListeningSocket> foreign = new ArrayList<>();
    Set<String> ownAddresses = new HashSet<>();
    for (ListeningSocket each : holding) {
      boolean ours =
          each.owners().isEmpty()
              // A second socket at the same address is somebody else's.
              ? StackProcesses.isUnseenButOurs(port, each) && ownAddresses.add(each.address())
              : StackProcesses.areOurs(each);
      if (!ours) {
        foreign.add(each);
      }
    }
    return foreign;
  }

  /** Waits until each of the stack's main ports is held, by whomever, but not for ever. */
  void awaitAllHeld(Duration longest) throws IOException {
    long end = System.nanoTime() + longest.toNanos();
    try {
      while (!allHeld() && System.nanoTime() < end) {
        Thread.sleep(500);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private boolean allHeld() throws IOException {
    List<ListeningSocket> sockets = sockets();
    return Stream.of(StackPort.TFTP, StackPort.HTTP, StackPort.BOOT_HANDLER)
        .noneMatch(each -> holding(each, sockets).isEmpty());
  }

  private List<ListeningSocket> holding(StackPort port, List<ListeningSocket> sockets) {
    String own = IpNetwork.text(serving.address());
    return sockets.stream().filter(each -> port.isHeldBy(each, own, serving.name())).toList();
  }

  private static List<ListeningSocket> sockets() throws IOException {
    return Command.of("ss", "--no-header", "--listening", "--numeric", "--tcp", "--udp")
        .with("--processes", "--extended")
        .withTimeout(SS_TIMEOUT)
        .run()
        .output()
        .lines()
        .flatMap(each -> ListeningSocket.parse(each).stream())
        .toList();
  }

  static Finding taken(StackPort port, ListeningSocket socket) {
    String who =
        socket.owners().stream()
            .map(ListeningSocket.Owner::toString)
            .distinct()
            .collect(Collectors.joining(" and "));
    return who.isEmpty()
        ? Finding.problem(
            NAME,
            "%s, which %s needs, is taken by a process that can't be seen from here"
                .formatted(port, port.service()),
            "find it, as root on the host, with: ss --listening --processes --%s 'sport = %d'"
                .formatted(port.protocol(), port.number()))
        : Finding.problem(
            NAME,
            "%s, which %s needs, is taken by %s".formatted(port, port.service(), who),
            "end it, or have it listen at another port or address");
  }
}
