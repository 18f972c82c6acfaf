package org.pxebootstack.contract.machine;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * The name of a published live system: a directory below {@code live} in the images directory, a
 * part of URLs, and of a tag in dnsmasq's configuration.
 *
 * @param value the text, which matches the allow-list of this type
 */
public record LiveName(String value) {
  private static final Pattern ALLOWED = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

  /**
   * @throws InvalidValueException with a sentence for people when {@code value} is none
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public LiveName {
    if (!ALLOWED.matcher(value).matches()) {
      throw new InvalidValueException(
          value,
          "is not a name of a live system",
          "write lower-case letters, digits and hyphens, at most 40, such as rescue");
    }
  }

  @JsonValue
  @Override
  public String toString() {
    return value;
  }
}
