package org.pxebootstack.boothandler.bootapi;

import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.pxebootstack.contract.machine.InvalidValueException;
import org.pxebootstack.contract.machine.KernelCommandLine;
import org.pxebootstack.contract.machine.Quoted;
import tools.jackson.databind.JsonNode;

/**
 * A kernel command line in which <code>{{ URL "path-or-url" }}</code> stands for a URL that this
 * stack serves. Pixiecore's templates are Go's; of these it knows this one function.
 *
 * @param text at most 8192 characters
 */
record CommandLineTemplate(String text) {
  private static final int LONGEST = 8192;
  private static final Pattern ACTION = Pattern.compile("\\{\\{(.*?)}}", Pattern.DOTALL);
  private static final Pattern URL =
      Pattern.compile("\\s*URL\\s+(?:\"((?:[^\"\\\\\\n]|\\\\[\"\\\\])*)\"|`([^`]*)`)\\s*");
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_.,:/-]{1,256}");

  /**
   * @throws InvalidValueException with a sentence for people where it is too long
   */
  CommandLineTemplate {
    if (text.length() > LONGEST) {
      throw InvalidValueException.hiding(
          "cmdline is longer than " + LONGEST + " characters", "shorten it");
    }
  }

  /**
   * The deprecated form: an object, of which each key is a word, in alphabetical order. A boolean,
   * true or false, gives the bare key, a string {@code key="value"}, an object with {@code url} the
   * key and a URL that this stack serves.
   *
   * @throws InvalidValueException with a sentence for people where a value is anything else
   */
  static CommandLineTemplate of(JsonNode object) {
    return new CommandLineTemplate(
        object.properties().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(each -> word(each.getKey(), each.getValue()))
            .collect(Collectors.joining(" ")));
  }

  private static String word(String key, JsonNode value) {
    if (!KEY.matcher(key).matches()) {
      throw new InvalidValueException(
          key, "is no word of a command line", "correct the keys of cmdline");
    }
    if (value.isBoolean()) {
      return key;
    }
    if (value.isString()) {
      return key + "=" + quoted(value.stringValue());
    }
    if (value.isObject() && value.path("url").isString()) {
      return key + "={{ URL " + quoted(value.path("url").stringValue()) + " }}";
    }
    throw InvalidValueException.hiding(
        "cmdline." + key + " is neither a string, nor a boolean, nor an object with url",
        "correct it, or write cmdline as a string");
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  /**
   * Fills it in.
   *
   * @param url gives what this stack serves for what stands behind {@code URL}
   * @throws InvalidValueException with a sentence for people where it can't be filled in, or what
   *     comes out can't go on a command line
   */
  KernelCommandLine fillIn(UnaryOperator<String> url) {
    StringBuilder line = new StringBuilder();
    Matcher action = ACTION.matcher(text);
    int rest = 0;
    while (action.find()) {
      line.append(text, rest, action.start());
      Matcher call = URL.matcher(action.group(1));
      if (!call.matches()) {
        throw refused(action.group());
      }
      String quoted = call.group(1);
      line.append(url.apply(quoted == null ? call.group(2) : quoted.replaceAll("\\\\(.)", "$1")));
      rest = action.end();
    }
    line.append(text, rest, text.length());
    if (text.indexOf("{{", rest) >= 0) {
      throw refused(text.substring(text.indexOf("{{", rest)));
    }
    String oneLine = line.toString().strip();
    if (oneLine.contains("\n")) {
      throw InvalidValueException.hiding("cmdline has more than one line", "write it on one line");
    }
    return new KernelCommandLine(oneLine);
  }

  private static InvalidValueException refused(String action) {
    return InvalidValueException.hiding(
        "cmdline: " + Quoted.of(action) + " is not understood", "write {{ URL \"path-or-url\" }}");
  }
}
