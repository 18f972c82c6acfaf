package org.pxebootstack.cli.boot;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pxebootstack.contract.boot.BootPlan;
import org.pxebootstack.contract.machine.InvalidValueException;

/**
 * A kernel command line in which the word {@code URL} and a quoted path or URL, both in double
 * braces, stand for the URL at which this stack serves that file; Pixiecore's users write {@code
 * ID} for it. The word {@code STACK} stands for this stack's own URL. Pure.
 */
final class CommandLineTemplate {
  private static final Pattern REFERENCE =
      Pattern.compile("\\{\\{\\s*(?:URL|ID)\\s+\"([^\"]+)\"\\s*}}");

  private static final Pattern STACK = Pattern.compile("(?i)\\{\\{\\s*STACK\\s*}}");

  private final String text;
  private final List<String> sources;

  private CommandLineTemplate(String text, List<String> sources) {
    this.text = text;
    this.sources = sources;
  }

  /**
   * Reads it.
   *
   * @throws InvalidValueException with a sentence for people where something in double braces is
   *     not understood
   */
  static CommandLineTemplate parse(String text) {
    Matcher matcher = REFERENCE.matcher(text);
    List<String> sources = new ArrayList<>();
    while (matcher.find()) {
      sources.add(matcher.group(1));
    }
    if (STACK.matcher(matcher.replaceAll("")).replaceAll("").contains("{{")) {
      throw new InvalidValueException(
          text,
          "has double braces that are not understood",
          "write {{ URL \"path-or-url\" }} where a URL of this stack is to stand");
    }
    return new CommandLineTemplate(text, List.copyOf(sources));
  }

  /** The files and URLs that it names, in this order. */
  List<String> sources() {
    return sources;
  }

  /**
   * The text with something else in place of each, by its position in {@link #sources}, and with
   * {@link BootPlan#STACK}.
   */
  String with(IntFunction<String> replacement) {
    StringBuilder result = new StringBuilder();
    Matcher matcher = REFERENCE.matcher(text);
    for (int i = 0; matcher.find(); i++) {
      matcher.appendReplacement(result, Matcher.quoteReplacement(replacement.apply(i)));
    }
    return STACK.matcher(matcher.appendTail(result)).replaceAll(BootPlan.STACK);
  }
}
