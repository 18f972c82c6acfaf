package org.pxebootstack.contract.machine;

import org.jspecify.annotations.Nullable;

/**
 * A value from outside that its type does not take. The message is one sentence for people: the
 * value, what is wrong with it, and what to write instead.
 */
public final class InvalidValueException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  private final @Nullable String value;
  private final String complaint;
  private final String cure;

  /**
   * @param value what was written; shown in messages
   * @param complaint what is wrong, as it goes on after the value: {@code is not a MAC address}
   * @param cure what to do, in the imperative
   */
  public InvalidValueException(String value, String complaint, String cure) {
    super(Quoted.of(value) + " " + complaint + "; " + cure);
    this.value = value;
    this.complaint = complaint;
    this.cure = cure;
  }

  private InvalidValueException(String complaint, String cure) {
    super(complaint + "; " + cure);
    this.value = null;
    this.complaint = complaint;
    this.cure = cure;
  }

  /**
   * For a value that must not be repeated, since it may be a secret in the wrong place.
   *
   * @param complaint what is wrong, whole: {@code the value is not a password hash}
   */
  public static InvalidValueException hiding(String complaint, String cure) {
    return new InvalidValueException(complaint, cure);
  }

  /** What was written; null where it must not be repeated. */
  public @Nullable String value() {
    return value;
  }

  public String complaint() {
    return complaint;
  }

  public String cure() {
    return cure;
  }
}
