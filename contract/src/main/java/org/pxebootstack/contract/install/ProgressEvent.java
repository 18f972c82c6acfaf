package org.pxebootstack.contract.install;

import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One report of os-installer, posted as JSON to {@code /progress/<mac>}.
 *
 * @param status what happened
 * @param phase the installation's phase, such as {@code disk}
 * @param doneBytes of a phase that moves data: how much; null otherwise
 * @param totalBytes how much that will be; null where nobody knows
 * @param bytesPerSecond lately; null where nothing is moved
 * @param secondsLeft of this phase, by that rate; null where nobody knows
 * @param message for people: why it failed and the cure, or what is being done
 * @param log of a failure: what the installer said before, a line each
 */
public record ProgressEvent(
    Status status,
    String phase,
    @Nullable Long doneBytes,
    @Nullable Long totalBytes,
    @Nullable Long bytesPerSecond,
    @Nullable Long secondsLeft,
    @Nullable String message,
    @Nullable String log) {

  private static final Pattern PHASE = Pattern.compile("[a-z0-9-]{1,40}");

  public ProgressEvent {
    Objects.requireNonNull(status, "status is needed");
    Objects.requireNonNull(phase, "phase is needed");
    if (!PHASE.matcher(phase).matches()) {
      throw new IllegalArgumentException("a phase is lower-case letters, digits and hyphens");
    }
    if (isNegative(doneBytes) || isNegative(totalBytes) || isNegative(bytesPerSecond)) {
      throw new IllegalArgumentException("an amount of bytes is not negative");
    }
    if (isNegative(secondsLeft)) {
      throw new IllegalArgumentException("the time that is left is not negative");
    }
  }

  private static boolean isNegative(@Nullable Long number) {
    return number != null && number < 0;
  }

  /** Longest {@link #message}, in characters, that boot-handler keeps. */
  public static final int LONGEST_TEXT = 2000;

  /** Most lines of a {@link #log}. */
  public static final int LOG_LINES = 100;

  /** Longest {@link #log}, in characters; of a longer one, the end counts. */
  public static final int LONGEST_LOG = 16_000;

  /** What happened. */
  public enum Status {
    /** A phase began, or is going on. */
    RUNNING,
    /** The last phase ended well: the disk is complete. */
    INSTALLED,
    /** Given up: the disk is not to be booted. */
    FAILED
  }

  public static ProgressEvent running(String phase) {
    return new ProgressEvent(Status.RUNNING, phase, null, null, null, null, null, null);
  }

  /**
   * Within a phase that moves data.
   *
   * @param bytesPerSecond 0 where nothing came lately
   */
  public static ProgressEvent running(
      String phase, long doneBytes, long totalBytes, long bytesPerSecond) {
    Long secondsLeft =
        bytesPerSecond == 0 ? null : Math.ceilDiv(totalBytes - doneBytes, bytesPerSecond);
    return new ProgressEvent(
        Status.RUNNING, phase, doneBytes, totalBytes, bytesPerSecond, secondsLeft, null, null);
  }

  public static ProgressEvent installed(String phase) {
    return new ProgressEvent(Status.INSTALLED, phase, null, null, null, null, null, null);
  }

  public static ProgressEvent failed(String phase, String reason, @Nullable String log) {
    return new ProgressEvent(Status.FAILED, phase, null, null, null, null, reason, log);
  }
}
