package org.pxebootstack.boothandler.page;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.boothandler.definition.CurrentDefinitions;
import org.pxebootstack.boothandler.definition.Problems;
import org.pxebootstack.boothandler.machine.LiveStates;
import org.pxebootstack.boothandler.machine.MachineState;
import org.pxebootstack.boothandler.unknown.UnknownMachine;
import org.pxebootstack.boothandler.unknown.UnknownMachines;
import org.pxebootstack.contract.definition.Problem;
import org.pxebootstack.contract.definition.Role;
import org.pxebootstack.contract.definition.VmDefinition;
import org.pxebootstack.contract.machine.MacAddress;
import org.pxebootstack.definitions.DefinitionSet;
import org.springframework.stereotype.Component;

/**
 * All machines, sorted: one row for each definition, for each file that is none, and for each
 * machine that asked in vain. Made again where definitions or problems have changed; otherwise only
 * the rows of machines that reported are.
 */
@Component
class MachineList {
  /** At problems and at machines that nobody defined. */
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(400);

  private final CurrentDefinitions definitions;
  private final Problems problems;
  private final LiveStates states;
  private final UnknownMachines unknown;
  private final Set<MacAddress> changed = ConcurrentHashMap.newKeySet();

  private Sources sources = new Sources(DefinitionSet.EMPTY, List.of(), List.of());
  private long lookedAt; // nanoTime, since the clock may be set back
  private Map<String, String> problemOfFile = Map.of();
  private Map<MacAddress, MachineRow> ofDefinitions = new HashMap<>();
  private Map<MacAddress, Instant> falls = new HashMap<>();
  private volatile List<MachineRow> sorted = List.of();

  MachineList(
      CurrentDefinitions definitions,
      Problems problems,
      LiveStates states,
      UnknownMachines unknown) {
    this.definitions = definitions;
    this.problems = problems;
    this.states = states;
    this.unknown = unknown;
    states.onChange(changed::add);
  }

  /** What rows are made of beside states. */
  private record Sources(
      DefinitionSet definitions, List<Problem> problems, List<UnknownMachine> unknown) {
    boolean isSame(Sources other) {
      return definitions == other.definitions
          && problems.equals(other.problems)
          && unknown.equals(other.unknown);
    }
  }

  /** As they are now; the same list where nothing has changed. */
  synchronized List<MachineRow> current() {
    Instant now = Instant.now();
    states.bringUpToDate();
    if (System.nanoTime() - lookedAt > BETWEEN_LOOKS.toNanos()
        || definitions.snapshot() != sources.definitions()) {
      lookedAt = System.nanoTime();
      Sources latest = new Sources(definitions.snapshot(), problems.all(), unknown.all());
      if (!latest.isSame(sources)) {
        sources = latest;
        makeAll(now);
      }
    }
    update(now);
    return sorted;
  }

  private void makeAll(Instant now) {
    changed.clear();
    problemOfFile = new HashMap<>();
    sources.problems().forEach(each -> problemOfFile.putIfAbsent(each.file(), each.sentence()));
    Map<MacAddress, MachineState> known = states.all();
    ofDefinitions = new HashMap<>();
    falls = new HashMap<>();
    Set<String> used = new HashSet<>();
    for (VmDefinition each : sources.definitions().all()) {
      used.add(each.file());
      if (each.role() == Role.TARGET) {
        MachineState state = known.get(each.mac());
        make(each, state == null ? MachineState.defined(each.mac()) : state, now);
      }
    }
    List<MachineRow> rows = new ArrayList<>(ofDefinitions.values());
    problemOfFile.forEach((file, problem) -> {
      if (!used.contains(file)) {
        rows.add(MachineRow.unusable(file, problem));
      }
    });
    sources.unknown().forEach(each -> rows.add(MachineRow.unknown(each)));
    rows.sort(MachineRow.ORDER);
    sorted = List.copyOf(rows);
  }

  private MachineRow make(VmDefinition vm, MachineState state, Instant now) {
    MachineRow row = MachineRow.of(vm, state, problemOfFile.get(vm.file()), now);
    ofDefinitions.put(vm.mac(), row);
    if (row.condition() == Condition.INSTALLING) {
      falls.put(vm.mac(), state.changedAt().plus(Condition.SILENCE));
    } else {
      falls.remove(vm.mac());
    }
    return row;
  }

  private void update(Instant now) {
    Set<MacAddress> due = new HashSet<>();
    changed.forEach(each -> {
      changed.remove(each);
      due.add(each);
    });
    falls.forEach((mac, when) -> {
      if (now.isAfter(when)) {
        due.add(mac);
      }
    });
    Map<String, MachineRow> fresh = new HashMap<>();
    boolean moved = false;
    for (MacAddress each : due) {
      VmDefinition vm = sources.definitions().byMac(each).orElse(null);
      MachineRow before = ofDefinitions.get(each);
      if (vm != null && before != null) {
        MachineRow row = make(vm, states.seen(each), now);
        moved |= row.condition() != before.condition();
        fresh.put(row.id(), row);
      }
    }
    if (!fresh.isEmpty()) {
      List<MachineRow> rows = new ArrayList<>(sorted.size());
      sorted.forEach(each -> rows.add(fresh.getOrDefault(each.id(), each)));
      if (moved) {
        rows.sort(MachineRow.ORDER);
      }
      sorted = List.copyOf(rows);
    }
  }

  /** The row of one machine, as it was when all were looked at last. */
  @Nullable MachineRow of(MacAddress mac) {
    var _ = current();
    synchronized (this) {
      return ofDefinitions.get(mac);
    }
  }
}
