package org.pxebootstack.rendering.hostile;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.contract.definition.ParsedDefinition;
import org.pxebootstack.contract.definition.VmDefinitionParser;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A definition as somebody wrote it.
 *
 * @param values by the path that a problem names, such as {@code install.users[0].name}
 * @param changed the paths whose values are hostile, or were right before something was done to
 *     them
 */
record WrittenDefinition(Map<String, Object> values, List<String> changed) {
  /** Everything but ASCII as \\uXXXX, since UTF-8 has no halves of surrogate pairs. */
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  ParsedDefinition parse() {
    return VmDefinitionParser.parse("vm.json", json().getBytes(StandardCharsets.UTF_8));
  }

  /** A value that is a text and not empty, which would be as if it were not there. */
  @Nullable String text(String path) {
    return values.get(path) instanceof String text && !text.isEmpty() ? text : null;
  }

  /** As {@link #text}, of what an accepted definition always has. */
  String needed(String path) {
    return Objects.requireNonNull(text(path), path);
  }

  String json() {
    Map<String, Object> root = new LinkedHashMap<>();
    values.forEach((path, value) -> put(root, path, value));
    return JSON.writeValueAsString(root);
  }

  private static void put(Map<String, Object> object, String path, Object value) {
    int dot = path.indexOf('.');
    String key = dot < 0 ? path : path.substring(0, dot);
    if (key.endsWith("[0]")) {
      List<Object> list = child(object, key.replace("[0]", ""), new ArrayList<>());
      if (dot < 0) {
        list.add(value);
        return;
      }
      if (list.isEmpty()) {
        list.add(new LinkedHashMap<>());
      }
      @SuppressWarnings("unchecked")
      Map<String, Object> first = (Map<String, Object>) list.getFirst();
      put(first, path.substring(dot + 1), value);
    } else if (dot < 0) {
      object.put(key, value);
    } else {
      put(child(object, key, new LinkedHashMap<>()), path.substring(dot + 1), value);
    }
  }

  @SuppressWarnings("unchecked")
  private static <T> T child(Map<String, Object> object, String key, T empty) {
    return (T) object.computeIfAbsent(key, _ -> empty);
  }
}
