package org.pxebootstack.boothandler.page;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.boothandler.machine.MachineEvent;

/**
 * One boot, stage by stage, from its firmware's first address on, or from its script where the
 * addresses are another server's.
 *
 * @param start when it was first seen
 * @param goesOn whether its last stage has not ended
 * @param failed whether it ended so
 */
record BootTimeline(Instant start, List<Stage> stages, boolean goesOn, boolean failed) {

  /**
   * What a boot did for a while.
   *
   * @param key for the style sheet
   */
  record Stage(String key, String label, Duration from, Duration length) {}

  /** The boots among a machine's events, the latest first. */
  static List<BootTimeline> of(List<MachineEvent> newestFirst, Instant now) {
    List<BootTimeline> boots = new ArrayList<>();
    List<MachineEvent> boot = new ArrayList<>();
    for (int i = 0; i < newestFirst.size(); i++) {
      MachineEvent each = newestFirst.get(i);
      boot.addFirst(each);
      boolean leasedBefore =
          i + 1 < newestFirst.size()
              && newestFirst.get(i + 1).kind() == MachineEvent.Kind.ADDRESS_LEASED;
      if (each.kind() == MachineEvent.Kind.ADDRESS_LEASED
          || (each.kind() == MachineEvent.Kind.SCRIPT_SERVED && !leasedBefore)) {
        // An earlier one ended at the latest when the next began.
        boots.add(one(boot, boots.isEmpty() ? now : boots.getLast().start(), boots.isEmpty()));
        boot = new ArrayList<>();
      }
    }
    return boots;
  }

  private static BootTimeline one(List<MachineEvent> events, Instant end, boolean latest) {
    Instant start = events.getFirst().at();
    List<Stage> stages = new ArrayList<>();
    Begun begun = begin(events.getFirst());
    boolean failed = false;
    for (MachineEvent each : events.subList(1, events.size())) {
      Begun next =
          switch (each.kind()) {
            case PHASE_STARTED -> phase(each);
            case INSTALLED -> new Begun("restart", "restart, cloud-init", each.at());
            case READY, FAILED, SCRIPT_FAILED -> new Begun("", "", each.at());
            case SCRIPT_SERVED -> begin(each);
            case ADDRESS_LEASED, CONFIGURATION_FETCHED, REINSTALL_REQUESTED, DISK_REQUESTED -> null;
          };
      if (next != null && begun != null) {
        stages.add(begun.until(start, next.at()));
      }
      if (next != null) {
        begun = next.key().isEmpty() ? null : next;
        failed = each.kind() != MachineEvent.Kind.READY && begun == null;
      }
    }
    if (begun != null) {
      stages.add(begun.until(start, end));
    }
    return new BootTimeline(start, stages, latest && begun != null, failed);
  }

  private static Begun begin(MachineEvent event) {
    return event.kind() == MachineEvent.Kind.ADDRESS_LEASED
        ? new Begun("firmware", "firmware, iPXE starts", event.at())
        : new Begun("kernel", "iPXE loads, kernel starts", event.at());
  }

  /** A stage whose end is not known yet. */
  private record Begun(String key, String label, Instant at) {
    Stage until(Instant start, Instant end) {
      return new Stage(key, label, Duration.between(start, at), Duration.between(at, end));
    }
  }

  private static Begun phase(MachineEvent event) {
    @Nullable String phase = event.phase();
    String name = phase == null ? "installer" : phase;
    return new Begun(PHASES.contains(name) ? name : "other", name, event.at());
  }

  private static final List<String> PHASES =
      List.of(
          "network",
          "configuration",
          "disk",
          "root-filesystem",
          "target-configuration",
          "bootloader",
          "finish");

  Duration length() {
    Stage last = stages.getLast();
    return last.from().plus(last.length());
  }
}
