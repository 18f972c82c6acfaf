package org.pxebootstack.contract.machine;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * A machine's name: a DNS label (RFC 1123, section 2.1), since it becomes a host name; but none
 * that dnsmasq takes for a lease time or a keyword where a name stands (dnsmasq(8), --dhcp-host),
 * and none with hyphens in third and fourth place (RFC 5891, section 4.2.3.1), which it does not
 * take where other letters are capitals.
 *
 * @param value the text, which matches the allow-list of this type
 */
public record MachineName(String value) {
  private static final Pattern ALLOWED =
      Pattern.compile(
          "(?!(?:\\d+[wdhmsWDHMS]?|ignore|infinite)$|..--)[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?");

  /**
   * @throws InvalidValueException with a sentence for people when {@code value} is none
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public MachineName {
    if (!ALLOWED.matcher(value).matches()) {
      throw new InvalidValueException(
          value,
          "is not a host name",
          "write letters, digits and hyphens, at most 63, such as web1");
    }
  }

  @JsonValue
  @Override
  public String toString() {
    return value;
  }
}
