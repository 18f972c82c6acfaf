package org.pxebootstack.boothandler.machine;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.pxebootstack.boothandler.database.StatePlace;
import org.pxebootstack.contract.machine.MacAddress;
import org.springframework.stereotype.Component;

/**
 * The latest state of each machine in memory, for whoever looks often. What the database says
 * counts: this is read from it at first, and again each second where others write there too. Which
 * of two states is later is told by the order of commits, never by a clock, which may be set back.
 */
@Component
public class LiveStates {
  private static final Duration OTHERS_ARE_SEEN = Duration.ofMillis(800);

  private final MachineStateTable table;
  private final boolean shared;
  private final Map<MacAddress, MachineState> known = new ConcurrentHashMap<>();
  private final Set<MacAddress> committedSinceRead = ConcurrentHashMap.newKeySet();
  private final List<Consumer<MacAddress>> listeners = new CopyOnWriteArrayList<>();
  private volatile boolean read;
  private volatile long readAt;

  LiveStates(MachineStateTable table, StatePlace place) {
    this.table = table;
    this.shared = place.isShared();
  }

  /** Calls for each machine to which something happens, from the thread that brought it. */
  public void onChange(Consumer<MacAddress> listener) {
    listeners.add(listener);
  }

  /** The states of all machines that have asked or reported. */
  public Map<MacAddress, MachineState> all() {
    bringUpToDate();
    return Map.copyOf(known);
  }

  /** The state of a machine; {@code defined} where it has neither asked nor reported. */
  public MachineState of(MacAddress mac) {
    if (shared) {
      return table.find(mac);
    }
    bringUpToDate();
    return seen(mac);
  }

  /** As {@link #of}, as it was when all were looked at last. */
  public MachineState seen(MacAddress mac) {
    return known.getOrDefault(mac, MachineState.defined(mac));
  }

  /** Looks what others have written, where others can. */
  public void bringUpToDate() {
    if (!read || (shared && System.nanoTime() - readAt > OTHERS_ARE_SEEN.toNanos())) {
      readAll();
    }
  }

  private synchronized void readAll() {
    readAt = System.nanoTime();
    committedSinceRead.clear();
    for (MachineState each : table.all()) {
      MachineState before = known.get(each.mac());
      MachineState now =
          known.compute(each.mac(), (mac, ours) -> committedSinceRead.contains(mac) ? ours : each);
      if (!each.equals(before) && each.equals(now)) {
        happened(each.mac());
      }
    }
    read = true;
  }

  /** A state that is in the database now; called in the order of commits. */
  void committed(MachineState state) {
    var _ =
        known.compute(
            state.mac(),
            (mac, _) -> {
              committedSinceRead.add(mac);
              return state;
            });
    happened(state.mac());
  }

  /** Something that is no state of its own. */
  void happened(MacAddress mac) {
    listeners.forEach(each -> each.accept(mac));
  }
}
