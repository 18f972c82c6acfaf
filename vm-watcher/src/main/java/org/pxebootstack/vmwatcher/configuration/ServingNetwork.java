package org.pxebootstack.vmwatcher.configuration;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pxebootstack.contract.machine.IpNetwork;

/**
 * Where dnsmasq serves.
 *
 * @param interfaceName which interface holds the provisioner's address
 * @param network the provisioner's address and its prefix length
 */
record ServingNetwork(String interfaceName, IpNetwork network) {

  /** Finds the interface, or nothing while there is none that holds the provisioner's address. */
  static Optional<ServingNetwork> find(StackSettings settings, List<HostInterface> interfaces) {
    for (HostInterface each : interfaces) {
      if (settings.wantedInterface() == null || settings.wantedInterface().equals(each.name())) {
        Optional<IpNetwork> network = each.holding(settings.provisionerIp());
        if (network.isPresent()) {
          return Optional.of(new ServingNetwork(each.name(), network.get()));
        }
      }
    }
    return Optional.empty();
  }

  /**
   * Checks the DHCP range against this network.
   *
   * @throws BadEnvironmentException with everything that is wrong
   */
  void check(StackSettings settings) throws BadEnvironmentException {
    List<String> problems = new ArrayList<>();
    inside(problems, "DHCP_RANGE_START", settings.rangeStart());
    inside(problems, "DHCP_RANGE_END", settings.rangeEnd());
    if (!problems.isEmpty()) {
      throw new BadEnvironmentException(problems);
    }
  }

  private void inside(List<String> problems, String variable, InetAddress address) {
    if (!network.contains(address)) {
      problems.add(
          "%s is %s, outside %s of %s: choose an address inside it"
              .formatted(variable, address.getHostAddress(), network, interfaceName));
    }
  }
}
