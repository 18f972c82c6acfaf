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
 * @param boot its latest boot
 * @param bootStartedAt when that boot was given its script
 * @param installedAt when an installation last succeeded; null also where it is to be repeated
 */
public record MachineState(
    MacAddress mac,
    State state,
    @Nullable String phase,
    @Nullable Long doneBytes,
    @Nullable Long totalBytes,
    @Nullable String message,
    Instant changedAt,
    @Nullable BootId boot,
    @Nullable Instant bootStartedAt,
    @Nullable Instant installedAt) {

  /** The states, in the order in which a machine passes through them. */
  public enum State {
    DEFINED,
    SCRIPT_SERVED,
    INSTALLING,
    INSTALLED,
    FAILED;

    boolean isEnd() {
      return this == INSTALLED || this == FAILED;
    }
  }

  /** The state of a machine that has neither asked nor reported. */
  public static MachineState defined(MacAddress mac) {
    return new MachineState(
        mac, State.DEFINED, null, null, null, null, Instant.EPOCH, null, null, null);
  }
}
