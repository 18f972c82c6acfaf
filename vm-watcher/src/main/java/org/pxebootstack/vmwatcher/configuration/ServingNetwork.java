package org.pxebootstack.vmwatcher.configuration;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.contract.machine.IpNetwork;

/**
 * Where dnsmasq serves.
 *
 * @param card the interface that holds the provisioner's address
 * @param network the provisioner's address and its prefix length
 * @param networkV6 the interface's address in the network of the DHCPv6 range, and its prefix
 *     length; null where there is no such range
 */
record ServingNetwork(HostInterface card, IpNetwork network, @Nullable IpNetwork networkV6) {

  /** Router advertisements tell it to machines, which take no other (RFC 4862, section 5.5.3). */
  private static final int PREFIX_LENGTH_V6 = 64;

  /** What a look at this host's interfaces gave. */
  sealed interface Search {
    record Found(ServingNetwork serving) implements Search {}

    /**
     * Something that may come, as a container can be started before its interface is plugged in.
     *
     * @param what begins a sentence: {@code PXE_INTERFACE is eth9, which does not exist}
     */
    record Missing(String what, String cure) implements Search {}
  }

  /**
   * Looks for the interface, and checks the ranges against its networks.
   *
   * @throws BadEnvironmentException with everything that is wrong and that waiting does not mend
   */
  static Search search(StackSettings settings, List<HostInterface> interfaces)
      throws BadEnvironmentException {
    for (HostInterface each : interfaces) {
      Optional<IpNetwork> network = each.holding(settings.provisionerIp());
      if (network.isPresent()
          && (settings.wantedInterface() == null
              || settings.wantedInterface().equals(each.name()))) {
        return check(settings, each, network.get());
      }
    }
    return missing(settings, interfaces);
  }

  private static Search check(StackSettings settings, HostInterface card, IpNetwork network)
      throws BadEnvironmentException {
    List<String> problems = new ArrayList<>();
    AddressRange range = settings.range();
    if (range != null) {
      check(problems, "DHCP_RANGE", range, card, network);
    }
    AddressRange rangeV6 = settings.rangeV6();
    if (rangeV6 == null) {
      return found(problems, new ServingNetwork(card, network, null));
    }
    Optional<IpNetwork> networkV6 = card.reaching(rangeV6.start());
    if (networkV6.isEmpty()) {
      Search.Missing missing =
          new Search.Missing(
              "DHCP_RANGE_V6_START is %s, in no IPv6 network of %s"
                  .formatted(IpNetwork.text(rangeV6.start()), card.name()),
              "choose a range in one, or give %s an address there, with /64"
                  .formatted(card.name()));
      if (problems.isEmpty()) {
        return missing;
      }
      problems.add(missing.what() + ": " + missing.cure());
      throw new BadEnvironmentException(problems);
    }
    check(problems, "DHCP_RANGE_V6", rangeV6, card, networkV6.get());
    if (networkV6.get().prefixLength() != PREFIX_LENGTH_V6) {
      problems.add(
          "DHCP_RANGE_V6_START is %s, in %s of %s: give that address to %s with /64, the only length that machines take from router advertisements"
              .formatted(
                  IpNetwork.text(rangeV6.start()), networkV6.get(), card.name(), card.name()));
    }
    return found(problems, new ServingNetwork(card, network, networkV6.get()));
  }

  private static Search found(List<String> problems, ServingNetwork serving)
      throws BadEnvironmentException {
    if (!problems.isEmpty()) {
      throw new BadEnvironmentException(problems);
    }
    return new Search.Found(serving);
  }

  private static void check(
      List<String> problems,
      String variable,
      AddressRange range,
      HostInterface card,
      IpNetwork network) {
    checkEnd(problems, variable + "_START", range.start(), card, network);
    checkEnd(problems, variable + "_END", range.end(), card, network);
    for (IpNetwork own : card.networks()) {
      if (range.contains(own.address())) {
        problems.add(
            "%1$s_START to %1$s_END, %2$s, has %3$s in it, an address of %4$s itself: choose a range that leaves it out"
                .formatted(variable, range, IpNetwork.text(own.address()), card.name()));
      }
    }
  }

  private static void checkEnd(
      List<String> problems,
      String variable,
      InetAddress address,
      HostInterface card,
      IpNetwork network) {
    String value = variable + " is " + IpNetwork.text(address);
    if (!network.contains(address)) {
      problems.add(
          "%s, outside %s of %s: choose an address inside it"
              .formatted(value, network, card.name()));
    } else if (network.isNetworkAddress(address)) {
      problems.add(value + ", the address of the network itself: choose the next one");
    } else if (network.isBroadcastAddress(address)) {
      problems.add(value + ", the broadcast address of the network: choose the one before");
    }
  }

  private static Search missing(StackSettings settings, List<HostInterface> interfaces) {
    String address = IpNetwork.text(settings.provisionerIp());
    String wanted = settings.wantedInterface();
    if (wanted == null) {
      return new Search.Missing(
          "PROVISIONER_IP is " + address + ", an address that no interface has",
          "set it to an address of this host, or give that address to an interface");
    }
    if (interfaces.stream().noneMatch(each -> each.name().equals(wanted))) {
      return new Search.Missing(
          "PXE_INTERFACE is " + wanted + ", which does not exist",
          interfaces.isEmpty()
              ? "there is no interface but the loopback: give the container a network"
              : "write one of "
                  + String.join(
                      ", ", interfaces.stream().map(HostInterface::name).sorted().toList())
                  + ", or leave it out");
    }
    return new Search.Missing(
        "PXE_INTERFACE is %s, which does not have PROVISIONER_IP, %s".formatted(wanted, address),
        interfaces.stream()
            .filter(each -> each.holding(settings.provisionerIp()).isPresent())
            .findFirst()
            .map(each -> each.name() + " has it: write that, or leave PXE_INTERFACE out")
            .orElse("no other interface has it either: give it to " + wanted));
  }
}
