package org.pxebootstack.contract.machine;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A whole kernel command line that somebody wrote for machines which nobody defined: words of
 * printable ASCII, of which iPXE takes none for anything else.
 *
 * <p>More may stand here than in {@link KernelArguments}, which also go through GRUB. iPXE knows no
 * quoting; what it knows is refused: {@code ||}, {@code &&} and {@code ;} as words, a word that
 * begins with {@code #}, and the start of an expansion, unless it names one setting that iPXE fills
 * in on the machine, such as {@code net0/mac} in braces behind a dollar sign.
 *
 * @param value the words with one space between; may be empty
 */
public record KernelCommandLine(String value) {
  /** COMMAND_LINE_SIZE of x86 and ARM64 is 2048, with a NUL at the end. */
  private static final int LONGEST = 2047;

  /** Some fewer than iPXE for BIOS has stack for: see {@link KernelArguments}. */
  private static final int MOST_WORDS = 160;

  private static final Pattern ALLOWED = Pattern.compile("[\\x21-\\x7e]+");
  private static final Pattern SETTING = Pattern.compile("\\$\\{[A-Za-z0-9._/:-]+}");
  private static final List<String> SEPARATORS = List.of("||", "&&", ";");

  public static final KernelCommandLine EMPTY = new KernelCommandLine("");

  /**
   * @throws InvalidValueException with a sentence for people when {@code value} is none
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public KernelCommandLine {
    value = value.strip().replaceAll(" +", " ");
    List<String> words = value.isEmpty() ? List.of() : List.of(value.split(" ", -1));
    if (value.length() > LONGEST || words.size() > MOST_WORDS) {
      throw new InvalidValueException(
          value,
          "is too long for a kernel command line",
          "write at most " + MOST_WORDS + " words and " + LONGEST + " characters");
    }
    for (String each : words) {
      if (!ALLOWED.matcher(each).matches()) {
        throw new InvalidValueException(
            each, "cannot go on a kernel command line", "write printable ASCII on one line");
      }
      if (SEPARATORS.contains(each)
          || each.startsWith("#")
          || SETTING.matcher(each).replaceAll("").contains("${")) {
        throw new InvalidValueException(
            each, "means something to iPXE itself", "leave it out of the kernel command line");
      }
    }
  }

  @JsonValue
  @Override
  public String toString() {
    return value;
  }
}
