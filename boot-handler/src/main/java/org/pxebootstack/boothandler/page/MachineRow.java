package org.pxebootstack.boothandler.page;

import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.boothandler.machine.MachineState;
import org.pxebootstack.boothandler.unknown.UnknownMachine;
import org.pxebootstack.contract.definition.VmDefinition;
import org.pxebootstack.contract.machine.IpNetwork;

/**
 * A line of the machines page. Its names are those of the template.
 *
 * @param id names it within the page
 * @param href where more is said
 * @param problem what is wrong with its definition, or why it failed
 */
record MachineRow(
    String id,
    String name,
    String href,
    Condition condition,
    @Nullable String mac,
    @Nullable String address,
    @Nullable String system,
    @Nullable String doing,
    @Nullable Progress progress,
    @Nullable String problem,
    @Nullable Instant at) {

  /** What needs a person first, then by name. */
  static final Comparator<MachineRow> ORDER =
      Comparator.comparing(MachineRow::condition)
          .thenComparing(MachineRow::name)
          .thenComparing(MachineRow::id);

  static MachineRow of(
      VmDefinition vm, MachineState state, @Nullable String definitionProblem, Instant now) {
    Condition condition = Condition.of(state, now);
    if (definitionProblem != null && condition.group() != Condition.Group.BUSY) {
      condition = condition == Condition.FAILED ? condition : Condition.UNUSABLE;
    }
    boolean reported = !state.changedAt().equals(Instant.EPOCH);
    String distro = vm.distro() == null ? "" : vm.distro() + " ";
    return new MachineRow(
        "m-" + vm.mac().toString().replace(":", ""),
        vm.name().value(),
        "/machines/" + vm.name(),
        condition,
        vm.mac().toString(),
        vm.ip() != null
            ? IpNetwork.text(vm.ip())
            : vm.ipv6() != null ? IpNetwork.text(vm.ipv6()) : null,
        distro + vm.arch(),
        doing(vm, state),
        Progress.of(state),
        problem(condition, state, definitionProblem),
        reported ? state.changedAt() : null);
  }

  private static @Nullable String doing(VmDefinition vm, MachineState state) {
    return switch (state.state()) {
      case FAILED -> "in phase " + state.phase();
      case INSTALLING -> state.phase();
      case SCRIPT_SERVED -> "has its script";
      case DEFINED ->
          state.message() != null
              ? state.message()
              : vm.pxeboot() ? "for its first boot" : "boots over the network";
      case INSTALLED, READY ->
          state.diskAskedAt() != null ? "to boot its disk, as asked" : state.message();
    };
  }

  private static @Nullable String problem(
      Condition condition, MachineState state, @Nullable String definitionProblem) {
    return switch (condition) {
      case FAILED -> state.message();
      case SILENT ->
          "no report for two minutes; look at its console, and whether it reaches the stack";
      default -> definitionProblem;
    };
  }

  /** A file that nothing can be made of. */
  static MachineRow unusable(String file, String problem) {
    return new MachineRow(
        "f-" + Integer.toHexString(file.hashCode()) + "-" + file.length(),
        file,
        "/problems",
        Condition.UNUSABLE,
        null,
        null,
        null,
        "is not used",
        null,
        problem,
        null);
  }

  static MachineRow unknown(UnknownMachine machine) {
    return new MachineRow(
        "u-" + machine.mac().toString().replace(":", ""),
        machine.mac().toString(),
        "/unknown",
        Condition.UNKNOWN,
        machine.mac().toString(),
        machine.address(),
        null,
        "asked for its script",
        null,
        "no definition has its MAC; write one, see there",
        machine.lastAsked());
  }

  /** Whether a person who looks for this finds it here. */
  boolean matches(String lowerCase) {
    return contains(name, lowerCase)
        || contains(mac, lowerCase)
        || contains(address, lowerCase)
        || contains(system, lowerCase)
        || contains(condition.word(), lowerCase)
        || contains(problem, lowerCase);
  }

  private static boolean contains(@Nullable String text, String lowerCase) {
    return text != null && text.toLowerCase(Locale.ROOT).contains(lowerCase);
  }

  String atIso() {
    return Objects.toString(at, "");
  }

  String atText() {
    return at == null ? "" : Times.utc(at);
  }

  /** Where its name is already all of it. */
  @Nullable String otherMac() {
    return name.equals(mac) ? null : mac;
  }
}
