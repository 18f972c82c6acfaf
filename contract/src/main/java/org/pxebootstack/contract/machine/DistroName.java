package org.pxebootstack.contract.machine;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * The name of a distribution and release, such as {@code debian-13}: a directory of images.
 *
 * @param value the text, which matches the allow-list of this type
 */
public record DistroName(String value) {
  private static final int LONGEST = 64;
  private static final Pattern ALLOWED = Pattern.compile("[a-z0-9][a-z0-9-]*([._][a-z0-9-]+)*");

  /**
   * @throws InvalidValueException with a sentence for people when {@code value} is none
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public DistroName {
    if (value.length() > LONGEST || !ALLOWED.matcher(value).matches()) {
      throw new InvalidValueException(
          value, "is not a distribution", "write a name such as debian-13 or ubuntu-24.04");
    }
  }

  @JsonValue
  @Override
  public String toString() {
    return value;
  }
}
