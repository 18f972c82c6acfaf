package org.pxebootstack.boothandler.api;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.boothandler.machine.MachineState;
import org.pxebootstack.contract.definition.VmDefinition;
import org.pxebootstack.contract.machine.IpNetwork;

/**
 * One machine, as the API shows it.
 *
 * @param state in kebab case
 * @param rebootOnSuccess false where it is to stay in the installer
 */
record MachineView(
    String name,
    String mac,
    @Nullable String ip,
    @Nullable String ipv6,
    String arch,
    @Nullable String distro,
    boolean pxeboot,
    String policy,
    boolean rebootOnSuccess,
    String state,
    @Nullable String phase,
    @Nullable Long doneBytes,
    @Nullable Long totalBytes,
    @Nullable String message,
    @Nullable Instant changedAt,
    @Nullable Instant installedAt) {

  static MachineView of(VmDefinition vm, boolean staysInInstaller, MachineState state) {
    return new MachineView(
        vm.name().value(),
        vm.mac().toString(),
        vm.ip() == null ? null : IpNetwork.text(vm.ip()),
        vm.ipv6() == null ? null : IpNetwork.text(vm.ipv6()),
        vm.arch().toString(),
        vm.distro() == null ? null : vm.distro().value(),
        vm.pxeboot(),
        kebab(vm.install().policy()),
        !staysInInstaller,
        kebab(state.state()),
        state.phase(),
        state.doneBytes(),
        state.totalBytes(),
        state.message(),
        state.changedAt().equals(Instant.EPOCH) ? null : state.changedAt(),
        state.installedAt());
  }

  static String kebab(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
