package org.pxebootstack.installer.http;

import java.time.Duration;

/**
 * How long a server is waited for.
 *
 * @param silence without a byte, after which a connection counts as broken
 * @param longest without any advance, after which the download has failed
 * @param firstPause before the first new try; it doubles with each, and a part of it is random, so
 *     that many machines do not come back at once
 * @param longestPause before a new try
 */
public record Patience(
    Duration silence, Duration longest, Duration firstPause, Duration longestPause) {

  public static final Patience DEFAULT =
      new Patience(
          Duration.ofSeconds(15),
          Duration.ofMinutes(10),
          Duration.ofMillis(500),
          Duration.ofSeconds(20));

  public Patience withLongest(Duration other) {
    return new Patience(silence, other, firstPause, longestPause);
  }

  /**
   * Before the next try.
   *
   * @param failures in a row so far, at least one
   * @param random from 0 to 1
   */
  Duration pause(int failures, double random) {
    Duration doubled = firstPause.multipliedBy(1L << Math.min(failures - 1, 20));
    Duration full = doubled.compareTo(longestPause) > 0 ? longestPause : doubled;
    return Duration.ofNanos(Math.round(full.toNanos() * (0.5 + random / 2)));
  }
}
