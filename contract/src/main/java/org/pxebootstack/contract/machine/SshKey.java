package org.pxebootstack.contract.machine;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * A public key as it stands in an authorized_keys file (sshd(8)), without options.
 *
 * @param value the text, which matches the allow-list of this type
 */
public record SshKey(String value) {
  private static final Pattern ALLOWED =
      Pattern.compile("[a-z0-9@.-]{3,64} [A-Za-z0-9+/]{16,16384}={0,3}( [\\x20-\\x7e]{0,256})?");

  /**
   * @throws InvalidValueException with a sentence for people when {@code value} is none
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public SshKey {
    if (!ALLOWED.matcher(value).matches()) {
      throw new InvalidValueException(
          value,
          "is not an SSH public key",
          "write one line of a .pub file, such as ssh-ed25519 AAAA... me@laptop");
    }
  }

  @JsonValue
  @Override
  public String toString() {
    return value;
  }
}
