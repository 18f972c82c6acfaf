package org.pxebootstack.vmwatcher.hosts;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.contract.definition.VmDefinition;
import org.pxebootstack.contract.lease.Lease;
import org.pxebootstack.contract.machine.InvalidValueException;
import org.pxebootstack.contract.machine.MachineName;
import org.pxebootstack.definitions.DefinitionSet;

/**
 * Which leases contradict the definitions. dnsmasq keeps a lease until it ends, whatever its host
 * files say by then: until then its name would stay in DNS, and whom its address is reserved for
 * now would get another.
 *
 * <p>Of what is not defined dnsmasq takes no name ({@code dhcp-ignore-names}), so a lease with a
 * name is one of a machine that is or was defined. A defined machine's own name on its own address
 * is for dnsmasq to correct, which it does when it reads its files again.
 */
final class StaleLeases {
  private StaleLeases() {}

  static List<Lease> of(List<Lease> leases, DefinitionSet definitions) {
    return leases.stream().filter(each -> isStale(each, definitions)).toList();
  }

  private static boolean isStale(Lease lease, DefinitionSet definitions) {
    VmDefinition owner = definitions.byAddress(lease.address()).orElse(null);
    String name = lease.name();
    return switch (lease) {
      case Lease.V4 v4 when owner != null -> !owner.mac().equals(v4.mac());
      case Lease.V6 _ when owner != null -> !isCalled(owner, name);
      case Lease.V4 v4 ->
          name != null
              && definitions
                  .byMac(v4.mac())
                  // Where the definition has no address, any that it leases is its own.
                  .filter(each -> each.ip() == null || isCalled(each, name))
                  .isEmpty();
      // Without a MAC the name is all there is. A machine may have several leases: its firmware
      // and its system are two to DHCPv6.
      case Lease.V6 _ -> name != null && !isDefined(name, definitions);
    };
  }

  private static boolean isCalled(VmDefinition definition, @Nullable String name) {
    return definition.name().value().equalsIgnoreCase(name);
  }

  private static boolean isDefined(String name, DefinitionSet definitions) {
    try {
      return definitions.byName(new MachineName(name)).isPresent();
    } catch (InvalidValueException e) {
      return false;
    }
  }
}
