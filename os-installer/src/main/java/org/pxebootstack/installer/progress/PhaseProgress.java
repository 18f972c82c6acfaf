package org.pxebootstack.installer.progress;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.contract.install.ProgressEvent;

/** A phase's way to say how far it is; passes on at most two events a second. */
public final class PhaseProgress {
  private static final Duration INTERVAL = Duration.ofMillis(500);

  private final String phase;
  private final Reporter reporter;
  private long lastNanos = System.nanoTime() - INTERVAL.toNanos();

  public PhaseProgress(String phase, Reporter reporter) {
    this.phase = phase;
    this.reporter = reporter;
  }

  /**
   * So many bytes are done.
   *
   * @param total null where nobody knows
   */
  public void bytes(long done, @Nullable Long total) {
    long now = System.nanoTime();
    if (now - lastNanos >= INTERVAL.toNanos() || (total != null && done == total)) {
      lastNanos = now;
      reporter.report(ProgressEvent.running(phase, done, total));
    }
  }
}
