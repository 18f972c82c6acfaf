package org.pxebootstack.imagecustomizer.configuration;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;

/** YAML text as a tree with lines, which Jackson's own trees leave out. */
final class YamlTree {
  private static final YAMLFactory YAML =
      YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final JsonParser parser;

  private YamlTree(JsonParser parser) {
    this.parser = parser;
  }

  /**
   * Reads one document with nothing behind it.
   *
   * @return null where there is nothing at all
   * @throws JacksonException when it is not YAML, names a key twice, or refers to another part
   */
  static @Nullable YamlNode read(String yaml) throws JacksonException {
    try (JsonParser parser = YAML.createParser(ObjectReadContext.empty(), yaml)) {
      YamlTree tree = new YamlTree(parser);
      JsonToken first = parser.nextToken();
      YamlNode root = first == null ? null : tree.value(first);
      if (parser.nextToken() != null) {
        throw new StreamReadException(parser, "a second document follows");
      }
      return root;
    }
  }

  private int line() {
    return parser.currentTokenLocation().getLineNr();
  }

  private YamlNode value(JsonToken token) {
    if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
      throw new StreamReadException(parser, "an alias (*) can't be used here");
    }
    int line = line();
    return switch (token) {
      case START_OBJECT -> mapping(line);
      case START_ARRAY -> sequence(line);
      case VALUE_NULL -> new YamlNode.Scalar(line, "", true);
      default -> new YamlNode.Scalar(line, parser.getString(), false);
    };
  }

  private YamlNode mapping(int line) {
    Map<String, YamlNode.Entry> entries = new LinkedHashMap<>();
    for (String key = parser.nextName(); key != null; key = parser.nextName()) {
      int keyLine = line();
      entries.put(key, new YamlNode.Entry(keyLine, value(next())));
    }
    return new YamlNode.Mapping(line, entries);
  }

  private YamlNode sequence(int line) {
    List<YamlNode> items = new ArrayList<>();
    for (JsonToken token = next(); token != JsonToken.END_ARRAY; token = next()) {
      items.add(value(token));
    }
    return new YamlNode.Sequence(line, items);
  }

  /** Inside a value the text does not just end: the parser complains. */
  private JsonToken next() {
    return Objects.requireNonNull(parser.nextToken());
  }
}
