package org.pxebootstack.contract.machine;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An EUI-48 hardware address of one network card.
 *
 * <p>Read with colons, hyphens, dots or bare, in any case, since firmware, switches and people all
 * write it differently; written as lower-case pairs with colons.
 *
 * @param bits the 48 bits, in the low end
 */
public record MacAddress(long bits) {
  private static final Pattern PAIRS =
      Pattern.compile("\\p{XDigit}{2}([:.-])(\\p{XDigit}{2}\\1){4}\\p{XDigit}{2}");
  private static final Pattern QUADS = Pattern.compile("(\\p{XDigit}{4}\\.){2}\\p{XDigit}{4}");
  private static final Pattern BARE = Pattern.compile("\\p{XDigit}{12}");
  private static final long MULTICAST = 1L << 40;

  public MacAddress {
    if (bits < 0 || bits >>> 48 != 0) {
      throw new IllegalArgumentException("a MAC address has 48 bits");
    }
  }

  /**
   * Reads a MAC address.
   *
   * @throws InvalidValueException with a sentence for people when {@code text} is none
   */
  @JsonCreator
  public static MacAddress parse(String text) {
    return tryParse(text)
        .orElseThrow(() ->
            new InvalidValueException(
                text, "is not a MAC address", "write six pairs such as 52:54:00:12:34:56"));
  }

  public static Optional<MacAddress> tryParse(String text) {
    if (!PAIRS.matcher(text).matches()
        && !QUADS.matcher(text).matches()
        && !BARE.matcher(text).matches()) {
      return Optional.empty();
    }
    long bits = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = Character.digit(text.charAt(i), 16);
      bits = digit < 0 ? bits : bits << 4 | digit;
    }
    return Optional.of(new MacAddress(bits));
  }

  /** Whether this can be the address of one card: neither all zeros nor a group (IEEE 802, 8.2). */
  public boolean isUnicast() {
    return bits != 0 && (bits & MULTICAST) == 0;
  }

  @JsonValue
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(17);
    for (int shift = 40; shift >= 0; shift -= 8) {
      String pair = Long.toHexString((bits >>> shift) & 0xff);
      text.append(pair.length() == 1 ? "0" : "").append(pair).append(shift == 0 ? "" : ":");
    }
    return text.toString();
  }
}
