package org.pxebootstack.installer.progress;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.pxebootstack.contract.install.ProgressEvent;

/** A phase's way to say how far it is; passes on at most two events a second. */
public final class PhaseProgress {
  private static final Duration INTERVAL = Duration.ofMillis(500);

  /** Of the rate since the last event, in the rate that is told: it is not to jump. */
  private static final double WEIGHT = 0.3;

  private final String phase;
  private final Reporter reporter;
  private final LongSupplier nanoTime;
  private long lastNanos;
  private long lastDone;
  private double rate;

  public PhaseProgress(String phase, Reporter reporter) {
    this(phase, reporter, System::nanoTime);
  }

  PhaseProgress(String phase, Reporter reporter, LongSupplier nanoTime) {
    this.phase = phase;
    this.reporter = reporter;
    this.nanoTime = nanoTime;
    this.lastNanos = nanoTime.getAsLong();
  }

  /** So many bytes are done. */
  public void bytes(long done, long total) {
    long now = nanoTime.getAsLong();
    if (now - lastNanos < INTERVAL.toNanos() && done < total) {
      return;
    }
    double latest = (done - lastDone) * 1e9 / Math.max(1, now - lastNanos);
    rate = rate == 0 ? latest : rate + WEIGHT * (latest - rate);
    lastNanos = now;
    lastDone = done;
    reporter.report(ProgressEvent.running(phase, done, total, Math.round(rate)));
  }
}
