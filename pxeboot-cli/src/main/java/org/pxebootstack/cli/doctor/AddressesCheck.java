package org.pxebootstack.cli.doctor;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.pxebootstack.cli.doctor.packet.ArpProbe;
import org.pxebootstack.contract.definition.VmDefinition;
import org.pxebootstack.contract.machine.IpNetwork;
import org.pxebootstack.contract.machine.MacAddress;

/** Looks for others that have the stack's address, or one that is reserved for a machine. */
record AddressesCheck(ServingCard serving, List<VmDefinition> definitions) implements Check {
  /** So many broadcasts at once disturb nobody. */
  private static final int MOST = 256;

  @Override
  public String name() {
    return ServingCard.CHECK;
  }

  @Override
  public List<Finding> findings() throws IOException {
    Map<Inet4Address, VmDefinition> asked = new LinkedHashMap<>();
    int reserved = 0;
    for (VmDefinition each : definitions) {
      if (each.ip() instanceof Inet4Address ip
          && serving.network().contains(ip)
          && !ServingCard.isOfThisHost(ip)) {
        reserved++;
        if (asked.size() < MOST) {
          asked.put(ip, each);
        }
      }
    }
    Set<Inet4Address> addresses = new HashSet<>(asked.keySet());
    addresses.add(serving.address());
    Map<InetAddress, Set<MacAddress>> holders =
        ArpProbe.ask(serving.card(), serving.mac(), addresses);
    List<Finding> findings = new ArrayList<>();
    Set<MacAddress> others = new HashSet<>(holders.getOrDefault(serving.address(), Set.of()));
    others.removeAll(ServingCard.macsOfThisHost());
    if (!others.isEmpty()) {
      findings.add(stackConflict(serving.name(), serving.address(), others));
    }
    findings.addAll(reservationConflicts(asked, holders));
    if (asked.size() < reserved) {
      findings.add(limited(reserved));
    }
    if (!serving.card().isUp()) {
      findings.add(unconnected(serving.name()));
    }
    return findings;
  }

  static Finding stackConflict(String card, InetAddress address, Set<MacAddress> others) {
    return Finding.problem(
        ServingCard.CHECK,
        "PROVISIONER_IP, %s, also belongs to another host on %s, with the MAC %s"
            .formatted(IpNetwork.text(address), card, text(others)),
        "give one of the two another address");
  }

  static List<Finding> reservationConflicts(
      Map<Inet4Address, VmDefinition> asked, Map<InetAddress, Set<MacAddress>> holders) {
    List<Finding> findings = new ArrayList<>();
    asked.forEach((ip, vm) -> {
      Set<MacAddress> holding = holders.getOrDefault(ip, Set.of());
      if (!holding.isEmpty() && !holding.equals(Set.of(vm.mac()))) {
        findings.add(
            Finding.problem(
                ServingCard.CHECK,
                "%s: %s is reserved for %s, but the MAC %s answers for it"
                    .formatted(vm.file(), IpNetwork.text(ip), vm.mac(), text(holding)),
                "reserve another address, or correct the mac"));
      }
    });
    return findings;
  }

  static Finding limited(int reserved) {
    return Finding.note(
        ServingCard.CHECK,
        "only the first %d of %d reserved addresses were asked for".formatted(MOST, reserved),
        "ask for others with: arping -D <address>");
  }

  /** The interface is switched on, or nothing could have been asked; but it has no link. */
  static Finding unconnected(String card) {
    return Finding.note(
        ServingCard.CHECK,
        "nothing is connected to " + card + ", so nobody could answer",
        "connect it, and ask again");
  }

  private static String text(Set<MacAddress> macs) {
    return macs.stream().map(MacAddress::toString).sorted().collect(Collectors.joining(" and "));
  }
}
