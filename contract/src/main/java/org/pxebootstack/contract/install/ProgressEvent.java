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
 * @param message for people: why it failed and the cure, or what is being done
 */
public record ProgressEvent(
    Status status,
    String phase,
    @Nullable Long doneBytes,
    @Nullable Long totalBytes,
    @Nullable String message) {

  private static final Pattern PHASE = Pattern.compile("[a-z0-9-]{1,40}");

  public ProgressEvent {
    Objects.requireNonNull(status, "status is needed");
    Objects.requireNonNull(phase, "phase is needed");
    if (!PHASE.matcher(phase).matches()) {
      throw new IllegalArgumentException("a phase is lower-case letters, digits and hyphens");
    }
    if ((doneBytes != null && doneBytes < 0) || (totalBytes != null && totalBytes < 0)) {
      throw new IllegalArgumentException("an amount of bytes is not negative");
    }
  }

  /** Longest {@link #message}, in characters, that boot-handler keeps. */
  public static final int LONGEST_TEXT = 2000;

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
    return new ProgressEvent(Status.RUNNING, phase, null, null, null);
  }

  public static ProgressEvent running(String phase, long doneBytes, @Nullable Long totalBytes) {
    return new ProgressEvent(Status.RUNNING, phase, doneBytes, totalBytes, null);
  }

  public static ProgressEvent installed(String phase) {
    return new ProgressEvent(Status.INSTALLED, phase, null, null, null);
  }

  public static ProgressEvent failed(String phase, String reason) {
    return new ProgressEvent(Status.FAILED, phase, null, null, reason);
  }
}
