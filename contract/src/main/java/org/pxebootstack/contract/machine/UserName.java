package org.pxebootstack.contract.machine;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * The name of a login user, as useradd(8) accepts it.
 *
 * @param value the text, which matches the allow-list of this type
 */
public record UserName(String value) {
  private static final Pattern ALLOWED = Pattern.compile("[a-z_][a-z0-9_-]{0,31}");

  /**
   * @throws InvalidValueException with a sentence for people when {@code value} is none
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public UserName {
    if (!ALLOWED.matcher(value).matches()) {
      throw new InvalidValueException(
          value, "is not a user name", "write lower-case letters, digits, _ and -, such as admin");
    }
  }

  @JsonValue
  @Override
  public String toString() {
    return value;
  }
}
