package org.pxebootstack.boothandler.machine;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.contract.install.ProgressEvent;
import org.pxebootstack.contract.machine.MacAddress;

/**
 * How far a machine has come, and what it comes to next. Pure.
 *
 * @param phase the installer's, while there is one
 * @param doneBytes of a phase that moves data
 * @param totalBytes likewise
 * @param bytesPerSecond likewise, lately
 * @param secondsLeft likewise, of that phase
 * @param message why it failed, or what is being done
 * @param changedAt when this was written
 * @param boot its latest boot
 * @param bootStartedAt when that boot was first seen
 * @param installedAt when an installation last succeeded; null also where it is to be repeated, or
 *     another one has come to the disk since
 * @param reinstallAskedAt when somebody asked for that; null again once a boot has begun since
 * @param diskAskedAt since when it is left to its disk because somebody asked for that; null where
 *     nobody did, or a reinstallation has been asked for since
 */
public record MachineState(
    MacAddress mac,
    State state,
    @Nullable String phase,
    @Nullable Long doneBytes,
    @Nullable Long totalBytes,
    @Nullable Long bytesPerSecond,
    @Nullable Long secondsLeft,
    @Nullable String message,
    Instant changedAt,
    @Nullable BootId boot,
    @Nullable Instant bootStartedAt,
    @Nullable Instant installedAt,
    @Nullable Instant reinstallAskedAt,
    @Nullable Instant diskAskedAt) {
  private static final String TO_BE_INSTALLED = "to be installed at its next boot";

  /** Phases of the installer in which whatever was installed before is still there. */
  private static final Set<String> BEFORE_THE_DISK = Set.of("network", "configuration");

  /** The states, in the order in which a machine passes through them. */
  public enum State {
    DEFINED,
    SCRIPT_SERVED,
    INSTALLING,
    INSTALLED,
    READY,
    FAILED;

    boolean isEnd() {
      return this == INSTALLED || this == FAILED;
    }
  }

  /** The state of a machine that has neither asked nor reported. */
  public static MachineState defined(MacAddress mac) {
    return new MachineState(
        mac,
        State.DEFINED,
        null,
        null,
        null,
        null,
        null,
        null,
        Instant.EPOCH,
        null,
        null,
        null,
        null,
        null);
  }

  /**
   * A boot is given its script: what was said by earlier ones counts no more.
   *
   * @param seen when its first lease was given, or {@code now}
   */
  MachineState bootStarted(BootId fresh, Instant seen, Instant now) {
    return new MachineState(
        mac,
        State.SCRIPT_SERVED,
        null,
        null,
        null,
        null,
        null,
        null,
        now,
        fresh,
        seen,
        installedAt,
        null,
        diskAskedAt);
  }

  /** iPXE gave up. */
  MachineState bootFailed(String why, Instant now) {
    return new MachineState(
        mac,
        State.FAILED,
        "ipxe",
        null,
        null,
        null,
        null,
        why,
        now,
        boot,
        bootStartedAt,
        installedAt,
        reinstallAskedAt,
        diskAskedAt);
  }

  /**
   * The installer of the latest boot says how far it is.
   *
   * @return nothing where it was said before, or was overtaken by the end of that installation
   */
  Optional<MachineState> reported(ProgressEvent event, Instant now) {
    State next =
        switch (event.status()) {
          case RUNNING -> State.INSTALLING;
          case INSTALLED -> State.INSTALLED;
          case FAILED -> State.FAILED;
        };
    boolean over =
        switch (state) {
          case SCRIPT_SERVED, INSTALLING -> false;
          case INSTALLED, FAILED -> next == state || !next.isEnd();
          case READY -> true;
          case DEFINED -> true; // It had ended, and a reinstallation has been asked for since.
        };
    if (over) {
      return Optional.empty();
    }
    boolean succeeded = next == State.INSTALLED;
    boolean toBeRepeated = reinstallAskedAt != null;
    return Optional.of(
        new MachineState(
            mac,
            next,
            event.phase(),
            event.doneBytes(),
            event.totalBytes(),
            event.bytesPerSecond(),
            event.secondsLeft(),
            succeeded && toBeRepeated ? TO_BE_INSTALLED : event.message(),
            now,
            boot,
            bootStartedAt,
            succeeded && !toBeRepeated
                ? now
                : (BEFORE_THE_DISK.contains(event.phase()) ? installedAt : null),
            reinstallAskedAt,
            diskAskedAt));
  }

  /**
   * The system that the latest boot installed says that it is up, which proves that it is installed
   * whatever was reported before.
   *
   * @return nothing where it was said before, or a reinstallation has been asked for since
   */
  Optional<MachineState> ready(Instant now) {
    if (state == State.READY || state == State.DEFINED) {
      return Optional.empty();
    }
    boolean toBeRepeated = reinstallAskedAt != null;
    return Optional.of(
        new MachineState(
            mac,
            State.READY,
            null,
            null,
            null,
            null,
            null,
            toBeRepeated ? TO_BE_INSTALLED : null,
            now,
            boot,
            bootStartedAt,
            installedAt == null && !toBeRepeated ? now : installedAt,
            reinstallAskedAt,
            diskAskedAt));
  }

  /**
   * The next boot is to install the machine, also where its policy is {@code once}; an installation
   * that goes on goes on.
   */
  MachineState reinstallAsked(Instant now) {
    boolean goesOn = state == State.SCRIPT_SERVED || state == State.INSTALLING;
    return new MachineState(
        mac,
        goesOn ? state : State.DEFINED,
        goesOn ? phase : null,
        goesOn ? doneBytes : null,
        goesOn ? totalBytes : null,
        goesOn ? bytesPerSecond : null,
        goesOn ? secondsLeft : null,
        TO_BE_INSTALLED,
        now,
        boot,
        bootStartedAt,
        null,
        now,
        null);
  }

  /** Each boot from now on is left to the disk; one that goes on goes on. */
  MachineState diskAsked(Instant now) {
    return new MachineState(
        mac,
        state,
        phase,
        doneBytes,
        totalBytes,
        bytesPerSecond,
        secondsLeft,
        reinstallAskedAt == null ? message : null,
        now,
        boot,
        bootStartedAt,
        installedAt,
        null,
        now);
  }

  /**
   * From when the boot was first seen to an installation that ended with this state, or to a system
   * that is up.
   */
  @Nullable Duration duration() {
    return (state == State.INSTALLED || state == State.READY) && bootStartedAt != null
        ? Duration.between(bootStartedAt, changedAt)
        : null;
  }
}
