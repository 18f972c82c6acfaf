package org.pxebootstack.imagecustomizer.configuration;

import java.util.List;
import java.util.Map;

/** A YAML value that knows in which line it begins; lines count from 1. */
sealed interface YamlNode {
  int line();

  /** What stands there, for messages. */
  String kind();

  /** A text, number or boolean, as it was written. */
  record Scalar(int line, String text, boolean isNull) implements YamlNode {
    @Override
    public String kind() {
      return "a single value";
    }
  }

  record Sequence(int line, List<YamlNode> items) implements YamlNode {
    @Override
    public String kind() {
      return "a list";
    }
  }

  /** Its keys have the line of the key. */
  record Mapping(int line, Map<String, Entry> entries) implements YamlNode {
    @Override
    public String kind() {
      return "a group of keys";
    }
  }

  record Entry(int line, YamlNode value) {}
}
