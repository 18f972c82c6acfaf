package org.pxebootstack.boothandler.page;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which machines somebody wants to see.
 *
 * @param text what is looked for; empty for all
 * @param group null for all
 * @param page from 1
 */
record MachinesQuery(String text, Condition.@Nullable Group group, int page) {
  private static final int LONGEST_TEXT = 100;

  /** Reads what a URL says; what is not understood there counts as not said. */
  static MachinesQuery of(@Nullable String q, @Nullable String group, @Nullable String page) {
    String text = q == null ? "" : q.strip();
    return new MachinesQuery(
        text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text,
        Condition.Group.of(group),
        page != null && page.matches("[1-9][0-9]{0,5}") ? Integer.parseInt(page) : 1);
  }

  boolean finds(MachineRow row) {
    return text.isEmpty() || row.matches(text.toLowerCase(Locale.ROOT));
  }

  boolean holds(MachineRow row) {
    return (group == null || row.condition().group() == group) && finds(row);
  }

  MachinesQuery with(Condition.@Nullable Group other) {
    return new MachinesQuery(text, other, 1);
  }

  MachinesQuery with(int other) {
    return new MachinesQuery(text, group, other);
  }

  /** As it stands behind a path: empty, or with its question mark. */
  String asUrl() {
    List<String> said = new ArrayList<>();
    if (!text.isEmpty()) {
      said.add("q=" + URLEncoder.encode(text, StandardCharsets.UTF_8));
    }
    if (group != null) {
      said.add("group=" + group.key());
    }
    if (page > 1) {
      said.add("page=" + page);
    }
    return said.isEmpty() ? "" : "?" + String.join("&", said);
  }
}
