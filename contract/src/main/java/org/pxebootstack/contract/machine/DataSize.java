package org.pxebootstack.contract.machine;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An amount of data.
 *
 * @param bytes how many, not negative
 */
public record DataSize(long bytes) {
  private static final Pattern SIZE =
      Pattern.compile("(\\d{1,18}) ?(|B|KiB|MiB|GiB|TiB|KB|MB|GB|TB)");
  private static final String UNITS = "KMGT";

  public DataSize {
    if (bytes < 0) {
      throw new IllegalArgumentException("a size is not negative");
    }
  }

  /**
   * Reads a size with an IEC (KiB, MiB, GiB, TiB) or SI unit (KB, MB, GB, TB), or in bytes.
   *
   * @throws InvalidValueException with a sentence for people when {@code text} is none
   */
  @JsonCreator
  public static DataSize parse(String text) {
    Matcher matcher = SIZE.matcher(text);
    if (!matcher.matches()) {
      throw new InvalidValueException(
          text, "is not a size", "write a number and a unit, such as 20GiB");
    }
    String unit = matcher.group(2);
    long step = unit.endsWith("iB") ? 1024 : 1000;
    long bytes = Long.parseLong(matcher.group(1));
    try {
      for (int i = unit.isEmpty() ? -1 : UNITS.indexOf(unit.charAt(0)); i >= 0; i--) {
        bytes = Math.multiplyExact(bytes, step);
      }
    } catch (ArithmeticException e) {
      throw new InvalidValueException(text, "is larger than any disk", "write less, such as 20GiB");
    }
    return new DataSize(bytes);
  }

  public static DataSize ofMebibytes(long mebibytes) {
    return new DataSize(Math.multiplyExact(mebibytes, 1L << 20));
  }

  /** Rounded up. */
  public long mebibytes() {
    return Math.ceilDiv(bytes, 1L << 20);
  }

  @JsonValue
  public String inBytes() {
    return Long.toString(bytes);
  }

  /** For people: the largest IEC unit that leaves a whole part, one decimal. */
  @Override
  public String toString() {
    double amount = bytes;
    int unit = -1;
    while (amount >= 1024 && unit < UNITS.length() - 1) {
      amount /= 1024;
      unit++;
    }
    return unit < 0
        ? bytes + " B"
        : String.format(Locale.ROOT, "%.1f %siB", amount, UNITS.charAt(unit));
  }
}
