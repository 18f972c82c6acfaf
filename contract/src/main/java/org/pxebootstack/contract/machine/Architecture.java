package org.pxebootstack.contract.machine;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Optional;

/**
 * The processor architecture of a machine, by the name that pvmlab and {@code uname -m} give it.
 */
public enum Architecture {
  X86_64("x86_64", "ttyS0"),
  AARCH64("aarch64", "ttyAMA0");

  private final String label;
  private final String serialConsole;

  Architecture(String label, String serialConsole) {
    this.label = label;
    this.serialConsole = serialConsole;
  }

  public static Optional<Architecture> tryParse(String text) {
    return Arrays.stream(values()).filter(each -> each.label.equals(text)).findFirst();
  }

  /**
   * Reads an architecture.
   *
   * @throws InvalidValueException with a sentence for people when {@code text} is none
   */
  @JsonCreator
  public static Architecture parse(String text) {
    return tryParse(text)
        .orElseThrow(() ->
            new InvalidValueException(
                text, "is not an architecture of this stack", "write x86_64 or aarch64"));
  }

  /** The kernel's name of the first serial port on such machines, without {@code /dev/}. */
  public String serialConsole() {
    return serialConsole;
  }

  @JsonValue
  @Override
  public String toString() {
    return label;
  }
}
