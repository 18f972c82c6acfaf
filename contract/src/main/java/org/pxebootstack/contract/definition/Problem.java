package org.pxebootstack.contract.definition;

import org.jspecify.annotations.Nullable;
import org.pxebootstack.contract.machine.InvalidValueException;
import org.pxebootstack.contract.machine.Quoted;

/**
 * Something wrong with a definition, for the person who can put it right.
 *
 * @param file the file's name in the definitions directory
 * @param field the JSON field, dotted where nested; empty where it is the file as a whole
 * @param value what stands there, at most {@value #LONGEST_VALUE} characters of it; null where
 *     nothing does, or where it must not be repeated
 * @param complaint what is wrong, as it goes on after the value
 * @param cure what to do, in the imperative
 */
public record Problem(
    String file, String field, @Nullable String value, String complaint, String cure) {
  /** A definition can be large; what is shown of it is not. */
  private static final int LONGEST_VALUE = 256;

  public Problem {
    if (value != null && value.length() > LONGEST_VALUE) {
      value = value.substring(0, LONGEST_VALUE) + "...";
    }
  }

  /** Something about the file as a whole. */
  public static Problem ofFile(String file, String complaint, String cure) {
    return new Problem(file, "", null, complaint, cure);
  }

  static Problem of(String file, String field, InvalidValueException e) {
    return new Problem(file, field, e.value(), e.complaint(), e.cure());
  }

  /** One line: {@code web1.json: mac: "zz" is not a MAC address; write ...}. */
  public String sentence() {
    return Quoted.escaped(file)
        + ": "
        + (field.isEmpty() ? "" : field + ": ")
        + (value == null ? "" : Quoted.of(value) + " ")
        + complaint
        + "; "
        + cure;
  }
}
