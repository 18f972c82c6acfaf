package org.pxebootstack.boothandler.machine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.boothandler.database.GroupCommit;
import org.pxebootstack.contract.install.ProgressEvent;
import org.pxebootstack.contract.machine.MacAddress;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The state of each machine, in the database before anyone is told that it was taken, together with
 * the event in the journal.
 */
@Service
public class MachineStates {
  private final MachineStateTable table;
  private final MachineEvents events;
  private final GroupCommit commits;
  private final LiveStates live;
  private final Clock clock = Clock.systemUTC();

  MachineStates(
      MachineStateTable table, MachineEvents events, GroupCommit commits, LiveStates live) {
    this.table = table;
    this.events = events;
    this.commits = commits;
    this.live = live;
  }

  /** The state of a machine; {@code defined} where it has neither asked nor reported. */
  public MachineState of(MacAddress mac) {
    return table.find(mac);
  }

  /** The states of all machines that have asked or reported. */
  public Map<MacAddress, MachineState> all() {
    Map<MacAddress, MachineState> all = new HashMap<>();
    table.all().forEach(each -> all.put(each.mac(), each));
    return all;
  }

  /** Whether this is the boot that the machine began last. */
  public boolean isLatestBoot(MacAddress mac, BootId boot) {
    return boot.equals(live.of(mac).boot());
  }

  /** Whether somebody asked for the machine to be left to its disk. */
  public boolean isLeftToDisk(MacAddress mac) {
    return live.of(mac).diskAskedAt() != null;
  }

  /**
   * A boot is given its script.
   *
   * @param firstSeen when it got its first address, null where that was not seen
   */
  public BootId bootStarted(MacAddress mac, @Nullable Instant firstSeen) {
    BootId boot = BootId.fresh();
    return commits.commit(() -> {
      Instant now = now();
      Instant seen = firstSeen == null ? now : firstSeen.truncatedTo(ChronoUnit.MILLIS);
      write(table.lock(mac).bootStarted(boot, seen, now));
      if (firstSeen != null) {
        events.add(mac, seen, MachineEvent.Kind.ADDRESS_LEASED, null, null, null);
      }
      events.add(mac, now, MachineEvent.Kind.SCRIPT_SERVED, null, null, null);
      return boot;
    });
  }

  /** iPXE gave up. */
  public void bootFailed(MacAddress mac, String why) {
    var _ =
        commits.commit(() -> {
          Instant now = now();
          MachineState failed = write(table.lock(mac).bootFailed(why, now));
          events.add(mac, now, MachineEvent.Kind.SCRIPT_FAILED, failed.phase(), why, null);
          return failed;
        });
  }

  /**
   * What a report has changed.
   *
   * @param isNews whether it is more than progress within a phase
   * @param duration from when the boot was first seen to the end of a successful installation, or
   *     to a system that is up
   */
  public record Report(boolean isNews, @Nullable Duration duration) {
    private static final Report NO_NEWS = new Report(false, null);
  }

  /** Writes a state, and tells of it once it is committed. */
  private MachineState write(MachineState state) {
    table.write(state);
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            live.committed(state);
          }
        });
    return state;
  }

  /**
   * The installer of one boot says how far it is.
   *
   * @return nothing where another boot has begun meanwhile
   */
  public Optional<Report> reported(MacAddress mac, BootId boot, ProgressEvent event) {
    Supplier<Optional<Report>> statements =
        () -> {
          MachineState before = table.lock(mac);
          return boot.equals(before.boot())
              ? Optional.of(
                  before
                      .reported(event, now())
                      .map(each -> take(before, each, event.log()))
                      .orElse(Report.NO_NEWS))
              : Optional.empty();
        };
    return event.status() == ProgressEvent.Status.RUNNING
        ? commits.commitWithOthers(statements)
        : commits.commit(statements);
  }

  private Report take(MachineState before, MachineState after, @Nullable String log) {
    write(after);
    MachineEvent.Kind kind =
        switch (after.state()) {
          case INSTALLED -> MachineEvent.Kind.INSTALLED;
          case FAILED -> MachineEvent.Kind.FAILED;
          default -> MachineEvent.Kind.PHASE_STARTED;
        };
    if (!after.state().isEnd() && Objects.equals(after.phase(), before.phase())) {
      return Report.NO_NEWS;
    }
    events.add(after.mac(), after.changedAt(), kind, after.phase(), after.message(), log);
    return new Report(true, after.duration());
  }

  /** The installer of one boot was given its configuration. */
  public void configurationFetched(MacAddress mac, BootId boot) {
    boolean taken =
        commits.commit(() -> {
          boolean latest = boot.equals(table.lock(mac).boot());
          if (latest) {
            events.add(mac, now(), MachineEvent.Kind.CONFIGURATION_FETCHED, null, null, null);
          }
          return latest;
        });
    if (taken) {
      live.happened(mac);
    }
  }

  /**
   * The system that one boot installed is up.
   *
   * @return nothing where another boot has begun meanwhile
   */
  public Optional<Report> ready(MacAddress mac, BootId boot) {
    return commits.commit(() -> {
      MachineState before = table.lock(mac);
      return boot.equals(before.boot())
          ? Optional.of(before.ready(now()).map(this::takeReady).orElse(Report.NO_NEWS))
          : Optional.empty();
    });
  }

  private Report takeReady(MachineState after) {
    write(after);
    events.add(after.mac(), after.changedAt(), MachineEvent.Kind.READY, null, null, null);
    return new Report(true, after.duration());
  }

  /** The next boot installs the machine, also where its policy is {@code once}. */
  public MachineState reinstall(MacAddress mac) {
    return asked(mac, MachineEvent.Kind.REINSTALL_REQUESTED, MachineState::reinstallAsked);
  }

  /** The machine is left to its disk until a reinstallation is asked for. */
  public MachineState bootFromDisk(MacAddress mac) {
    return asked(mac, MachineEvent.Kind.DISK_REQUESTED, MachineState::diskAsked);
  }

  private MachineState asked(
      MacAddress mac, MachineEvent.Kind kind, BiFunction<MachineState, Instant, MachineState> how) {
    return commits.commit(() -> {
      MachineState asked = write(how.apply(table.lock(mac), now()));
      events.add(mac, asked.changedAt(), kind, null, null, null);
      return asked;
    });
  }

  /** As exact as the database keeps it, so that an answer says the same before and after. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
