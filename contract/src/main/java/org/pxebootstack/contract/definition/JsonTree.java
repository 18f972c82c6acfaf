package org.pxebootstack.contract.definition;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON text as a tree. Jackson's mapper would do the same, and take five megabytes of classes for
 * it in programs that need it for nothing else.
 */
final class JsonTree {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private JsonTree() {}

  /**
   * Reads one JSON value with nothing behind it.
   *
   * @return null where there is nothing at all
   * @throws JacksonException when it is not JSON, nested too deep, or names a key twice
   */
  static @Nullable JsonNode read(byte[] json) throws JacksonException {
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
      JsonToken first = parser.nextToken();
      JsonNode root = first == null ? null : value(first, parser);
      if (parser.nextToken() != null) {
        throw new StreamReadException(parser, "something follows");
      }
      return root;
    }
  }

  private static JsonNode value(JsonToken token, JsonParser parser) {
    return switch (token) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> NODES.stringNode(parser.getString());
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      case VALUE_NULL -> NODES.nullNode();
      // No field is a number: which one it is does not matter.
      default -> NODES.numberNode(0);
    };
  }

  private static ObjectNode object(JsonParser parser) {
    ObjectNode object = NODES.objectNode();
    for (String key = parser.nextName(); key != null; key = parser.nextName()) {
      object.set(key, value(next(parser), parser));
    }
    return object;
  }

  private static ArrayNode array(JsonParser parser) {
    ArrayNode array = NODES.arrayNode();
    for (JsonToken token = next(parser); token != JsonToken.END_ARRAY; token = next(parser)) {
      array.add(value(token, parser));
    }
    return array;
  }

  /** Inside a value the text does not just end: the parser complains. */
  private static JsonToken next(JsonParser parser) {
    return Objects.requireNonNull(parser.nextToken());
  }
}
