package org.pxebootstack.boothandler.machine;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.contract.machine.MacAddress;

/**
 * How far a machine has come.
 *
 * @param phase the installer's, while there is one
 * @param doneBytes of a phase that moves data
 * @param totalBytes likewise
 * @param message why it failed, or what is being done
 * @param changedAt when this was written
 */
public record MachineState(
    MacAddress mac,
    State state,
    @Nullable String phase,
    @Nullable Long doneBytes,
    @Nullable Long totalBytes,
    @Nullable String message,
    Instant changedAt) {

  /** The states, in the order in which a machine passes through them. */
  public enum State {
    DEFINED,
    SCRIPT_SERVED,
    INSTALLING,
    INSTALLED,
    FAILED
  }

  static MachineState defined(MacAddress mac) {
    return new MachineState(mac, State.DEFINED, null, null, null, null, Instant.EPOCH);
  }
}
