package org.pxebootstack.contract.machine;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * Additions to a kernel command line (Documentation/admin-guide/kernel-parameters): words with one
 * space between them, of characters that neither iPXE, nor GRUB, nor a shell gives a meaning to.
 *
 * <p>iPXE takes 255 arguments, and for BIOS it has 4 KiB of stack, on which it keeps two pointers
 * for each: a line of 400 words was seen to end it.
 *
 * @param value the text, which matches the allow-list of this type
 */
public record KernelArguments(String value) {
  private static final int LONGEST = 1024;
  private static final Pattern ALLOWED =
      Pattern.compile("[A-Za-z0-9_.,:/=+@%-]+( [A-Za-z0-9_.,:/=+@%-]+){0,127}");

  /**
   * @throws InvalidValueException with a sentence for people when {@code value} is none
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public KernelArguments {
    if (value.length() > LONGEST || !ALLOWED.matcher(value).matches()) {
      throw new InvalidValueException(
          value,
          "cannot go on a kernel command line",
          "write at most 128 words of letters, digits and _.,:/=+@%- with one space between, and "
              + LONGEST
              + " characters in all");
    }
  }

  @JsonValue
  @Override
  public String toString() {
    return value;
  }
}
