package org.pxebootstack.cli.vm;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A machine as {@code /api/v1/machines} and the events of {@code /api/v1/events} show it. */
record ListedMachine(
    String name,
    String mac,
    @Nullable String ip,
    @Nullable String distro,
    String state,
    @Nullable String phase,
    @Nullable Long doneBytes,
    @Nullable Long totalBytes,
    @Nullable Long bytesPerSecond,
    @Nullable Long secondsLeft,
    @Nullable String message,
    @Nullable Instant changedAt) {

  /**
   * A machine that asked and that nobody defined.
   *
   * @param times how often
   */
  record Unknown(String mac, String address, Instant lastAskedAt, long times) {}
}
