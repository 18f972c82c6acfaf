package org.pxebootstack.rendering.hostile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.domains.DomainContextBase;

/** Definitions that are right but for a field or two, in which anything at all may stand. */
class Definitions extends DomainContextBase {
  private static final List<String> NEEDED = List.of("name", "arch", "mac", "pxeboot");

  /** Most is done to these. */
  private static final List<String> IN_SCRIPTS =
      List.of("name", "mac", "distro", "kernel", "initrd", "install.kernel_args");

  private static final String USER = "install.users[0].";

  /** Above these, a value is replaced as a whole, or is no text at all. */
  private static final double WHOLE = 1;

  private static final double NO_TEXT = 1.2;

  @Provide
  Arbitrary<WrittenDefinition> written() {
    List<Arbitrary<Map.Entry<String, Optional<String>>>> fields = new ArrayList<>();
    RightValues.OF_FIELDS.forEach((path, values) ->
        fields.add(
            values
                .optional(NEEDED.contains(path) ? 1 : path.equals("distro") ? 0.9 : 0.6)
                .map(each -> Map.entry(path, each))));
    Arbitrary<List<Change>> changes =
        Arbitraries.frequencyOf(
            Tuple.of(2, change().list().ofSize(0)),
            Tuple.of(3, change().list().ofSize(1)),
            Tuple.of(1, change().list().ofSize(2)));
    return Combinators.combine(Combinators.combine(fields).as(each -> each), changes)
        .as(Definitions::written);
  }

  private static WrittenDefinition written(
      List<Map.Entry<String, Optional<String>>> fields, List<Change> changes) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (Map.Entry<String, Optional<String>> each : fields) {
      String path = each.getKey();
      each.getValue()
          .ifPresent(text ->
              values.put(path, path.equals("pxeboot") ? Boolean.valueOf(text) : (Object) text));
    }
    if (!values.containsKey(USER + "name")) {
      values.keySet().removeIf(path -> path.startsWith(USER));
    }
    List<String> changed = new ArrayList<>();
    for (Change each : changes) {
      values.put(each.path, each.of(values.getOrDefault(each.path, "")));
      changed.add(each.path);
    }
    return new WrittenDefinition(values, changed);
  }

  private static Arbitrary<Change> change() {
    return Combinators.combine(
            Arbitraries.oneOf(
                Arbitraries.of(IN_SCRIPTS), Arbitraries.of(RightValues.OF_FIELDS.keySet())),
            Arbitraries.frequencyOf(
                Tuple.of(3, HostileText.any()),
                // Often as right as before.
                Tuple.of(1, Arbitraries.of("a", "7", "-", ".", "_"))),
            Arbitraries.doubles().between(-0.3, 1.3))
        .as(Change::new);
  }

  /**
   * What is done to one field.
   *
   * @param at where {@code text} is put in: 0 and below at the beginning, 1 at the end
   */
  private record Change(String path, String text, double at) {
    Object of(Object before) {
      if (at > NO_TEXT) {
        return List.of(7, Map.of("a", text));
      }
      if (at > WHOLE || !(before instanceof String right)) {
        return text;
      }
      int index = (int) (right.length() * Math.max(0, at));
      return right.substring(0, index) + text + right.substring(index);
    }
  }
}
