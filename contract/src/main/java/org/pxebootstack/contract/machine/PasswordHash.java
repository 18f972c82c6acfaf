package org.pxebootstack.contract.machine;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * A password's hash as crypt(5) makes it, never the password itself.
 *
 * @param value the text, which matches the allow-list of this type
 */
public record PasswordHash(String value) {
  private static final Pattern ALLOWED =
      Pattern.compile("\\$[0-9a-z]{1,3}\\$[A-Za-z0-9./,=$]{8,256}");

  /**
   * @throws InvalidValueException with a sentence for people when {@code value} is none
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public PasswordHash {
    if (!ALLOWED.matcher(value).matches()) {
      // Not quoted: whoever wrote a password here does not want to meet it in a log.
      throw InvalidValueException.hiding(
          "the value is not a password hash", "make one with openssl passwd -6");
    }
  }

  @JsonValue
  @Override
  public String value() {
    return value;
  }

  /** Hidden, so that no log line gives it away. */
  @Override
  public String toString() {
    return "(password hash)";
  }
}
