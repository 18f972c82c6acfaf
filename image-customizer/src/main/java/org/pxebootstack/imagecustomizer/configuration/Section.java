package org.pxebootstack.imagecustomizer.configuration;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.contract.machine.InvalidValueException;

/**
 * Reads the keys of one group and collects every complaint, instead of stopping at the first. A key
 * without a value means "nothing"; an empty text is a value.
 */
final class Section {
  private final String file;
  private final String path;
  private final int line;
  private final Map<String, YamlNode.Entry> entries;
  private final List<ConfigurationProblem> problems;
  private final Set<String> known = new TreeSet<>();

  private Section(
      String file,
      String path,
      int line,
      Map<String, YamlNode.Entry> entries,
      List<ConfigurationProblem> problems) {
    this.file = file;
    this.path = path;
    this.line = line;
    this.entries = entries;
    this.problems = problems;
  }

  static Section root(String file, YamlNode.Mapping root, List<ConfigurationProblem> problems) {
    return new Section(file, "", root.line(), root.entries(), problems);
  }

  boolean has(String key) {
    known.add(key);
    YamlNode.Entry entry = entries.get(key);
    return entry != null && !isNothing(entry.value());
  }

  /** Complains about a key, at its line where it is there, else at the group's. */
  void complain(String key, @Nullable String value, String complaint, String cure) {
    YamlNode.Entry entry = entries.get(key);
    report(entry == null ? line : entry.line(), path + key, value, complaint, cure);
  }

  /** Complains about an item of a list. */
  private void report(int at, String field, @Nullable String value, String complaint, String cure) {
    problems.add(new ConfigurationProblem(file, at, field, value, complaint, cure));
  }

  /** The key's value, or null where it is absent or wrong; wrong is complained about. */
  <T> @Nullable T optional(String key, Function<String, T> parser) {
    if (!has(key)) {
      return null;
    }
    YamlNode.Entry entry = entries.get(key);
    return entry == null ? null : parsed(entry.line(), path + key, entry.value(), parser);
  }

  /** As {@link #optional}, and an absent value is complained about with {@code cure}. */
  <T> @Nullable T required(String key, String cure, Function<String, T> parser) {
    if (!has(key)) {
      complain(key, null, "is missing", cure);
      return null;
    }
    return optional(key, parser);
  }

  boolean flag(String key) {
    return Boolean.TRUE.equals(optional(key, Allowed::flag));
  }

  /** The nested group; an empty one where it is absent or wrong. */
  Section nested(String key) {
    known.add(key);
    YamlNode.Entry entry = entries.get(key);
    if (entry == null || isNothing(entry.value())) {
      return new Section(
          file, path + key + ".", entry == null ? line : entry.line(), Map.of(), problems);
    }
    return group(entry.line(), path + key, entry.value());
  }

  private Section group(int at, String field, YamlNode node) {
    if (node instanceof YamlNode.Mapping mapping) {
      return new Section(file, field + ".", at, mapping.entries(), problems);
    }
    report(
        at,
        field,
        null,
        "is " + node.kind() + ", not a group of keys",
        "write key: value below it");
    return new Section(file, field + ".", at, Map.of(), problems);
  }

  /** The groups of a list, each read by {@code reader}; what it returns null for is left out. */
  <T> List<T> each(String key, Function<Section, @Nullable T> reader) {
    List<T> values = new ArrayList<>();
    int index = 0;
    for (YamlNode item : items(key)) {
      Section section = group(item.line(), path + key + "[" + index++ + "]", item);
      T value = reader.apply(section);
      section.refuseOthers();
      if (value != null) {
        values.add(value);
      }
    }
    return values;
  }

  /** The texts of a list, or the one that stands in its place, each parsed. */
  <T> List<T> texts(String key, Function<String, T> parser) {
    List<T> values = new ArrayList<>();
    int index = 0;
    for (YamlNode item : items(key)) {
      T value = parsed(item.line(), path + key + "[" + index++ + "]", item, parser);
      if (value != null) {
        values.add(value);
      }
    }
    return values;
  }

  /** The keys and values of a group as {@code key=value}, each parsed. */
  <T> List<T> pairs(String key, Function<String, T> parser) {
    Section group = nested(key);
    List<T> values = new ArrayList<>();
    group.entries.forEach((name, entry) -> {
      T value =
          group.parsed(
              entry.line(),
              group.path + name,
              entry.value(),
              text -> parser.apply(name + "=" + text));
      if (value != null) {
        values.add(value);
      }
    });
    return values;
  }

  private List<YamlNode> items(String key) {
    if (!has(key)) {
      return List.of();
    }
    YamlNode.Entry entry = entries.get(key);
    if (entry == null) {
      return List.of();
    }
    if (entry.value() instanceof YamlNode.Sequence sequence) {
      return sequence.items();
    }
    complain(key, null, "is " + entry.value().kind() + ", not a list", "write - before each item");
    return List.of();
  }

  boolean isList(String key) {
    YamlNode.Entry entry = entries.get(key);
    return entry != null && entry.value() instanceof YamlNode.Sequence;
  }

  private <T> @Nullable T parsed(int at, String field, YamlNode node, Function<String, T> parser) {
    if (!(node instanceof YamlNode.Scalar scalar)) {
      report(at, field, null, "is " + node.kind() + ", not a text", "write one text");
      return null;
    }
    try {
      return parser.apply(scalar.text());
    } catch (InvalidValueException e) {
      report(at, field, e.value(), e.complaint(), e.cure());
      return null;
    }
  }

  /** Keys that Image Customizer knows and a live system has no use for. */
  void refuse(String key, String why) {
    if (has(key)) {
      complain(key, null, why, "leave it out");
    }
  }

  /** Complains about keys that nobody has asked for: a misspelt one would be lost in silence. */
  void refuseOthers() {
    Set<String> others = new HashSet<>(entries.keySet());
    others.removeAll(known);
    for (String each : others) {
      complain(each, null, "is no key here", "write one of " + String.join(", ", known));
    }
  }

  private static boolean isNothing(YamlNode node) {
    return node instanceof YamlNode.Scalar scalar && scalar.isNull();
  }
}
