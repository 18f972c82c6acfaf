package org.pxebootstack.contract.definition;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.contract.machine.InvalidValueException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Reads the fields of one JSON object and collects every complaint, instead of stopping at the
 * first. A key that is absent, null or an empty string all mean "nothing".
 */
final class JsonFields {
  private final String file;
  private final String prefix;
  private final JsonNode object;
  private final List<Problem> problems;

  JsonFields(String file, String prefix, JsonNode object, List<Problem> problems) {
    this.file = file;
    this.prefix = prefix;
    this.object = object;
    this.problems = problems;
  }

  void complain(String field, @Nullable String value, String complaint, String cure) {
    problems.add(new Problem(file, prefix + field, value, complaint, cure));
  }

  /** The field's value, or null where it is absent or wrong; wrong is complained about. */
  <T> @Nullable T optional(String field, Function<String, T> parser) {
    return parsed(field, object.get(field), parser);
  }

  private <T> @Nullable T parsed(String path, @Nullable JsonNode node, Function<String, T> parser) {
    if (node == null || isNothing(node)) {
      return null;
    }
    if (!node.isString()) {
      complain(path, null, kind(node) + " is not a text", "put it between double quotes");
      return null;
    }
    try {
      return parser.apply(node.stringValue());
    } catch (InvalidValueException e) {
      problems.add(Problem.of(file, prefix + path, e));
      return null;
    }
  }

  /** As {@link #optional}, and an absent value is complained about with {@code cure}. */
  <T> @Nullable T required(String field, String cure, Function<String, T> parser) {
    if (isNothing(object.get(field))) {
      complain(field, null, "is missing", cure);
      return null;
    }
    return optional(field, parser);
  }

  /** False where it is absent or wrong. */
  boolean flag(String field) {
    return Boolean.TRUE.equals(optionalFlag(field));
  }

  /** Null where it is absent or wrong. */
  @Nullable Boolean optionalFlag(String field) {
    JsonNode node = object.get(field);
    if (node == null || isNothing(node)) {
      return null;
    }
    if (!node.isBoolean()) {
      complain(field, null, kind(node) + " is neither true nor false", "write one of them");
      return null;
    }
    return node.booleanValue();
  }

  /** The nested object; an empty one where it is absent or wrong. */
  JsonFields nested(String field) {
    JsonNode node = object.get(field);
    if (node != null && !isNothing(node) && !node.isObject()) {
      complain(field, null, kind(node) + " is not an object", "write { ... }");
    }
    JsonNode nested =
        node != null && node.isObject() ? node : JsonNodeFactory.instance.objectNode();
    return new JsonFields(file, prefix + field + ".", nested, problems);
  }

  /**
   * The elements of an array, each read by {@code reader}; what it returns null for is left out.
   */
  <T> List<T> each(String field, Function<JsonFields, @Nullable T> reader) {
    List<T> values = new ArrayList<>();
    int index = 0;
    for (JsonNode element : elements(field)) {
      String path = field + "[" + index++ + "]";
      if (!element.isObject()) {
        complain(path, null, kind(element) + " is not an object", "write { ... }");
        continue;
      }
      T value = reader.apply(new JsonFields(file, prefix + path + ".", element, problems));
      if (value != null) {
        values.add(value);
      }
    }
    return values;
  }

  /** The texts of an array, each parsed. */
  <T> List<T> texts(String field, Function<String, T> parser) {
    List<T> values = new ArrayList<>();
    int index = 0;
    for (JsonNode element : elements(field)) {
      T value = parsed(field + "[" + index++ + "]", element, parser);
      if (value != null) {
        values.add(value);
      }
    }
    return values;
  }

  private Iterable<JsonNode> elements(String field) {
    JsonNode node = object.get(field);
    if (isNothing(node)) {
      return List.of();
    }
    if (!node.isArray()) {
      complain(field, null, kind(node) + " is not a list", "write [ ... ]");
      return List.of();
    }
    return node.values();
  }

  /** What stands there, not its value: it may be a password in the wrong place. */
  private static String kind(JsonNode node) {
    return "a JSON " + node.getNodeType().name().toLowerCase(Locale.ROOT);
  }

  private static boolean isNothing(@Nullable JsonNode node) {
    return node == null || node.isNull() || (node.isString() && node.stringValue().isEmpty());
  }
}
