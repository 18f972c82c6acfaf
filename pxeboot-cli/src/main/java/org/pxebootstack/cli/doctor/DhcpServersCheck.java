package org.pxebootstack.cli.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pxebootstack.cli.doctor.packet.DhcpOffer;
import org.pxebootstack.cli.doctor.packet.DhcpProbe;
import org.pxebootstack.contract.machine.ClientArchitecture;
import org.pxebootstack.contract.machine.DhcpMode;
import org.pxebootstack.contract.machine.IpNetwork;
import org.pxebootstack.contract.machine.Quoted;

/**
 * Looks for other DHCP servers on the network that machines boot from: there may be none, or must
 * be one, by the stack's mode.
 *
 * @param ports says whether one is on this host, which does not hear the question
 */
record DhcpServersCheck(ServingCard serving, DhcpMode mode, PortsCheck ports) implements Check {
  private static final String NAME = "dhcp";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Finding> findings() throws IOException {
    boolean unheard = !mode.givesAddresses() && ports.isHeldByAnother(StackPort.DHCP);
    return findings(serving.name(), mode, unheard, DhcpProbe.ask(serving.card()));
  }

  /**
   * @param unheard whether there is a DHCP server on this host
   * @param offers of others only: this host's own server does not hear the question
   */
  static List<Finding> findings(
      String card, DhcpMode mode, boolean unheard, Collection<DhcpOffer> offers) {
    Map<InetAddress, DhcpOffer> servers = new LinkedHashMap<>();
    offers.forEach(each -> servers.putIfAbsent(each.server(), each));
    List<Finding> findings = new ArrayList<>();
    boolean proxied = servers.values().stream().anyMatch(DhcpOffer::isProxy);
    for (DhcpOffer each : servers.values()) {
      finding(card, mode, each, proxied).ifPresent(findings::add);
    }
    boolean nobody = servers.values().stream().allMatch(DhcpOffer::isProxy);
    if (nobody && !unheard && !mode.givesAddresses()) {
      findings.add(none(card, mode));
    }
    return findings;
  }

  private static Optional<Finding> finding(
      String card, DhcpMode mode, DhcpOffer offer, boolean proxied) {
    String server = IpNetwork.text(offer.server()) + " (MAC " + offer.sender() + ")";
    if (offer.isProxy()) {
      return mode == DhcpMode.NONE ? Optional.empty() : Optional.of(secondProxy(card, server));
    }
    return switch (mode) {
      case SERVER ->
          Optional.of(
              Finding.problem(
                  NAME,
                  "another DHCP server, %s, answers on %s and offered %s"
                      .formatted(server, card, IpNetwork.text(offer.offered())),
                  "switch it off for this network, start the stack beside it with DHCP_MODE=proxy, or"
                      + " give the stack a network of its own"));
      case PROXY ->
          offer.bootFile().isEmpty() ? Optional.empty() : Optional.of(rival(server, offer));
      case NONE ->
          proxied || names(offer, ClientArchitecture.EFI_X86_64)
              ? Optional.empty()
              : Optional.of(unaware(server, offer));
    };
  }

  private static Finding secondProxy(String card, String server) {
    return Finding.problem(
        NAME,
        "another server, %s, tells machines on %s what to boot (ProxyDHCP)".formatted(server, card),
        "switch it off for this network: which of the two a machine follows is chance");
  }

  private static Finding rival(String server, DhcpOffer offer) {
    return Finding.problem(
        NAME,
        "the DHCP server %s tells machines to boot %s"
            .formatted(server, Quoted.of(offer.bootFile())),
        "have it leave that to the stack: take the boot file and the next server out of its"
            + " configuration");
  }

  private static Finding unaware(String server, DhcpOffer offer) {
    return Finding.problem(
        NAME,
        offer.bootFile().isEmpty()
            ? "the DHCP server %s does not tell machines what to boot".formatted(server)
            : "the DHCP server %s tells machines to boot %s, which is not of this stack"
                .formatted(server, Quoted.of(offer.bootFile())),
        "write into it what pxeboot dhcp-snippet prints, or start the stack with DHCP_MODE=proxy");
  }

  /** The question is that of such firmware. */
  private static boolean names(DhcpOffer offer, ClientArchitecture asked) {
    return asked.nbp().filter(offer.bootFile()::equals).isPresent();
  }

  private static Finding none(String card, DhcpMode mode) {
    return Finding.problem(
        NAME,
        "no DHCP server answers on %s, and with DHCP_MODE=%s the stack gives no addresses"
            .formatted(card, mode),
        "start one, let it answer machines that it does not know, or start the stack without"
            + " DHCP_MODE");
  }
}
