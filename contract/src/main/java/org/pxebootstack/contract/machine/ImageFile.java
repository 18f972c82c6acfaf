package org.pxebootstack.contract.machine;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * The name of a file inside an image's directory: never a path.
 *
 * @param value the text, which matches the allow-list of this type
 */
public record ImageFile(String value) {
  private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+~-]{0,127}");

  /**
   * @throws InvalidValueException with a sentence for people when {@code value} is none
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public ImageFile {
    if (!ALLOWED.matcher(value).matches()) {
      throw new InvalidValueException(
          value,
          "is not a file name",
          "write the name of a file in the image's directory, without a path");
    }
  }

  @JsonValue
  @Override
  public String toString() {
    return value;
  }
}
