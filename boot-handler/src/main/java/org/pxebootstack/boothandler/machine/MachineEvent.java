package org.pxebootstack.boothandler.machine;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a machine.
 *
 * @param id ascending with time
 * @param phase the installer's, where there is one
 * @param message why, for people
 * @param log of a failure: what the installer had said before
 */
public record MachineEvent(
    long id,
    Instant at,
    Kind kind,
    @Nullable String phase,
    @Nullable String message,
    @Nullable String log) {

  /** What happened. */
  public enum Kind {
    /** The first that is seen of a boot: its firmware has an address. */
    ADDRESS_LEASED,
    /** The machine was given its script. */
    SCRIPT_SERVED,
    /** iPXE could not load something, and left the machine to its disk. */
    SCRIPT_FAILED,
    /** The installer has its configuration. */
    CONFIGURATION_FETCHED,
    /** The installer began a phase. */
    PHASE_STARTED,
    INSTALLED,
    FAILED,
    /** The installed system has come up. */
    READY,
    /** Somebody wants it installed again at its next boot. */
    REINSTALL_REQUESTED,
    /** Somebody wants it left to its disk. */
    DISK_REQUESTED
  }
}
