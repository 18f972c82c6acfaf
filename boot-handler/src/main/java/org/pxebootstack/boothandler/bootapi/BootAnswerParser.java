package org.pxebootstack.boothandler.bootapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.contract.machine.InvalidValueException;
import org.pxebootstack.contract.machine.Quoted;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads what a boot API answered. Types are strict, as Pixiecore's; keys that nobody knows are
 * ignored, and null means the same as none.
 */
final class BootAnswerParser {
  private static final int DEEPEST = 16;
  private static final int MOST_INITRDS = 32;
  private static final int LONGEST_MESSAGE = 4096;

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** A tree takes many times the memory of its text. */
  private final Semaphore atOnce = new Semaphore(4);

  /**
   * Reads an answer.
   *
   * @param json UTF-8
   * @throws InvalidValueException with a sentence for people where it is none
   */
  BootAnswer parse(byte[] json) {
    atOnce.acquireUninterruptibly();
    try {
      JsonNode tree = JSON.readTree(json);
      if (!tree.isObject()) {
        throw InvalidValueException.hiding("the answer is no JSON object", "write { ... }");
      }
      return read(tree);
    } catch (JacksonException e) {
      var at = e.getLocation();
      throw InvalidValueException.hiding(
          "the answer is not JSON"
              + (at == null || at.getLineNr() < 1
                  ? ""
                  : ", line %d, column %d".formatted(at.getLineNr(), at.getColumnNr())),
          "correct what the API writes");
    } finally {
      atOnce.release();
    }
  }

  private static BootAnswer read(JsonNode tree) {
    String script = string(tree, "ipxe-script");
    if (script != null && !script.isEmpty()) {
      return script(script);
    }
    String kernel = string(tree, "kernel");
    if (kernel == null || kernel.isBlank()) {
      throw InvalidValueException.hiding(
          "kernel is missing", "name it, or answer 404 to leave the machine alone");
    }
    String message = string(tree, "message");
    if (message != null && message.length() > LONGEST_MESSAGE) {
      throw InvalidValueException.hiding(
          "message is longer than " + LONGEST_MESSAGE + " characters", "shorten it");
    }
    return new BootAnswer.Kernel(kernel, initrds(tree), commandLine(tree), message);
  }

  /** It may say what it likes, as a text. */
  private static BootAnswer.Script script(String text) {
    int odd = -1;
    for (int i = 0; i < text.length() && odd < 0; i++) {
      char c = text.charAt(i);
      odd = (c < 0x20 && c != '\n' && c != '\r' && c != '\t') || c == 0x7f ? i : -1;
    }
    if (odd >= 0) {
      throw InvalidValueException.hiding(
          "ipxe-script is no text: character %d is U+%04X".formatted(odd, (int) text.charAt(odd)),
          "leave control characters out");
    }
    return new BootAnswer.Script(text);
  }

  private static List<String> initrds(JsonNode tree) {
    JsonNode list = tree.path("initrd");
    if (list.isMissingNode() || list.isNull()) {
      return List.of();
    }
    List<String> initrds = new ArrayList<>();
    if (list.isArray() && list.size() <= MOST_INITRDS) {
      for (JsonNode each : list) {
        if (each.isString()) {
          initrds.add(each.stringValue());
        }
      }
    }
    if (initrds.size() != list.size() || !list.isArray()) {
      throw InvalidValueException.hiding(
          "initrd is no list of at most " + MOST_INITRDS + " strings, but " + shown(list),
          "write such as [\"initrd.img\"]");
    }
    return initrds;
  }

  private static CommandLineTemplate commandLine(JsonNode tree) {
    JsonNode value = tree.path("cmdline");
    if (value.isMissingNode() || value.isNull()) {
      return new CommandLineTemplate("");
    }
    if (value.isString()) {
      return new CommandLineTemplate(value.stringValue());
    }
    if (value.isObject()) {
      return CommandLineTemplate.of(value);
    }
    throw InvalidValueException.hiding(
        "cmdline is no string, but " + shown(value), "write it as a string");
  }

  private static @Nullable String string(JsonNode tree, String key) {
    JsonNode value = tree.path(key);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isString()) {
      throw InvalidValueException.hiding(
          key + " is no string, but " + shown(value), "write it as a string");
    }
    return value.stringValue();
  }

  private static String shown(JsonNode value) {
    String kind = value.getNodeType().name().toLowerCase(Locale.ROOT);
    return kind + " " + Quoted.of(value.toString());
  }
}
