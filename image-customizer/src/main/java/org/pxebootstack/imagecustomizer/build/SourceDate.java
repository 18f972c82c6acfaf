package org.pxebootstack.imagecustomizer.build;

import java.time.Instant;
import java.util.Map;

/**
 * The time that everything made carries (https://reproducible-builds.org/specs/source-date-epoch):
 * {@code SOURCE_DATE_EPOCH}, or else one for all, so that the same inputs give the same bytes.
 */
public record SourceDate(Instant instant) {
  static final String VARIABLE = "SOURCE_DATE_EPOCH";
  private static final String UNSET = "1767225600"; // 2026-01-01

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException with a sentence when it is no number
   */
  public static SourceDate of(Map<String, String> environment) {
    String text = environment.getOrDefault(VARIABLE, UNSET);
    if (!text.matches("[0-9]{1,10}")) {
      throw new IllegalArgumentException(
          VARIABLE + " is not a number of seconds since 1970; correct it, or unset it");
    }
    return new SourceDate(Instant.ofEpochSecond(Long.parseLong(text)));
  }

  String seconds() {
    return Long.toString(instant.getEpochSecond());
  }
}
