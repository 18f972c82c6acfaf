package org.pxebootstack.rendering.ipxe;

import java.util.Optional;
import org.pxebootstack.contract.definition.InstallPolicy;
import org.pxebootstack.contract.definition.Role;
import org.pxebootstack.contract.definition.VmDefinition;

/** Whether a machine that asks is booted over the network at all. */
public final class BootRule {
  private BootRule() {}

  /** Why a machine is not this stack's to boot, in a sentence; empty where it is. */
  public static Optional<String> reasonForRefusal(VmDefinition vm) {
    return vm.role() == Role.TARGET
        ? Optional.empty()
        : Optional.of(
            vm.file() + ": role: a provisioner is not booted; write target to boot this machine");
  }

  /**
   * Why a machine is left to its disk, as it goes on after its name; empty where it is booted.
   *
   * @param installed whether an installation of it has succeeded that nobody asked to repeat
   * @param diskAsked whether somebody asked for it to be left to its disk
   */
  public static Optional<String> reasonForDisk(
      VmDefinition vm, boolean installed, boolean diskAsked) {
    boolean live = vm.install().live() != null;
    if ((vm.pxeboot() || live) && diskAsked) {
      return Optional.of("is to boot its disk until a reinstallation is asked for");
    }
    if (live && installed && vm.install().policy() == InstallPolicy.ONCE) {
      return Optional.of("has started its live system once");
    }
    if (vm.pxeboot() && installed && vm.install().policy() == InstallPolicy.ONCE) {
      return Optional.of("is installed");
    }
    if (!vm.pxeboot() && !live && vm.distro() == null) {
      return Optional.of("has no distro to boot");
    }
    return Optional.empty();
  }
}
