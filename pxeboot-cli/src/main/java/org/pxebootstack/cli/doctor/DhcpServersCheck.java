package org.pxebootstack.cli.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.pxebootstack.cli.doctor.packet.DhcpOffer;
import org.pxebootstack.cli.doctor.packet.DhcpProbe;
import org.pxebootstack.contract.machine.IpNetwork;

/** Looks for other DHCP servers on the network that machines boot from. */
record DhcpServersCheck(ServingCard serving) implements Check {
  private static final String NAME = "dhcp";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Finding> findings() throws IOException {
    return findings(serving.name(), DhcpProbe.ask(serving.card()));
  }

  /**
   * @param offers of others only: this host's own server does not hear the question
   */
  static List<Finding> findings(String card, Collection<DhcpOffer> offers) {
    List<Finding> findings = new ArrayList<>();
    Set<InetAddress> named = new HashSet<>();
    for (DhcpOffer each : offers) {
      if (named.add(each.server())) {
        findings.add(finding(card, each));
      }
    }
    return findings;
  }

  private static Finding finding(String card, DhcpOffer offer) {
    String server = IpNetwork.text(offer.server()) + " (MAC " + offer.sender() + ")";
    return offer.isProxy()
        ? Finding.problem(
            NAME,
            "another server, %s, tells machines on %s what to boot (ProxyDHCP)"
                .formatted(server, card),
            "switch it off for this network: which of the two a machine follows is chance")
        : Finding.problem(
            NAME,
            "another DHCP server, %s, answers on %s and offered %s"
                .formatted(server, card, IpNetwork.text(offer.offered())),
            "switch it off for this network, or give the stack a network of its own");
  }
}
