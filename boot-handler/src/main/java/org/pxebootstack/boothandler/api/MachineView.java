package org.pxebootstack.boothandler.api;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.boothandler.machine.MachineEvent;
import org.pxebootstack.boothandler.machine.MachineState;
import org.pxebootstack.contract.definition.VmDefinition;
import org.pxebootstack.contract.machine.IpNetwork;

/**
 * One machine, as the API shows it.
 *
 * @param state in kebab case
 * @param rebootOnSuccess false where it is to stay in the installer
 * @param diskAskedAt since when it is left to its disk because somebody asked for that
 * @param stages of its latest boot; null in a list of machines
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
    @Nullable Long bytesPerSecond,
    @Nullable Long secondsLeft,
    @Nullable String message,
    @Nullable Instant changedAt,
    @Nullable Instant installedAt,
    @Nullable Instant diskAskedAt,
    @Nullable List<Stage> stages) {

  /**
   * How far a boot had come at a time.
   *
   * @param name an event's kind, or the installer's phase
   * @param seconds since the boot was first seen: by its firmware's lease, or by its script where
   *     the leases are another server's
   */
  record Stage(String name, Instant at, double seconds) {}

  /** The stages of the boot that began at {@code start}. */
  static List<Stage> stages(Instant start, List<MachineEvent> events) {
    List<Stage> stages = new ArrayList<>();
    for (MachineEvent each : events) {
      String name =
          switch (each.kind()) {
            case ADDRESS_LEASED, SCRIPT_SERVED, CONFIGURATION_FETCHED, INSTALLED, READY ->
                kebab(each.kind());
            case PHASE_STARTED -> each.phase();
            case FAILED, SCRIPT_FAILED -> "failed";
            case REINSTALL_REQUESTED, DISK_REQUESTED -> null;
          };
      if (name != null) {
        stages.add(
            new Stage(name, each.at(), Duration.between(start, each.at()).toMillis() / 1000.0));
      }
    }
    return stages;
  }

  static MachineView of(
      VmDefinition vm, boolean staysInInstaller, MachineState state, @Nullable List<Stage> stages) {
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
        state.bytesPerSecond(),
        state.secondsLeft(),
        state.message(),
        state.changedAt().equals(Instant.EPOCH) ? null : state.changedAt(),
        state.installedAt(),
        state.diskAskedAt(),
        stages);
  }

  static String kebab(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
