package org.pxebootstack.boothandler.page;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.boothandler.live.Content;
import org.springframework.stereotype.Component;

/** The machines page's table, with what can be chosen from and what comes before and behind it. */
@Component
class MachinesTable {
  private static final int ROWS = 100;

  private final MachineList machines;
  private final Templates templates;

  /** Each row is made once, for however many pages show it. */
  private final Map<MachineRow, String> made = new WeakHashMap<>();

  MachinesTable(MachineList machines, Templates templates) {
    this.machines = machines;
    this.templates = templates;
  }

  /** A link that chooses machines. */
  private record Choice(String key, String label, String url, int count, boolean chosen) {}

  /** Follows a question. */
  Supplier<Content> watch(MachinesQuery query) {
    return new Supplier<>() {
      private @Nullable List<MachineRow> seen;
      private @Nullable Content content;

      @Override
      public Content get() {
        List<MachineRow> all = machines.current();
        Content last = content;
        if (last != null && all.equals(seen)) {
          return last;
        }
        seen = all;
        Content fresh = content(query, all);
        content = fresh;
        return fresh;
      }
    };
  }

  Fragments content(MachinesQuery query) {
    return content(query, machines.current());
  }

  private Fragments content(MachinesQuery query, List<MachineRow> all) {
    Map<Condition.Group, Integer> counts = new EnumMap<>(Condition.Group.class);
    List<MachineRow> found = new ArrayList<>();
    int total = 0;
    for (MachineRow each : all) {
      if (query.finds(each)) {
        total++;
        counts.merge(each.condition().group(), 1, Integer::sum);
        if (query.holds(each)) {
          found.add(each);
        }
      }
    }
    int pages = Math.max(1, Math.ceilDiv(found.size(), ROWS));
    int page = Math.min(query.page(), pages);
    List<MachineRow> shown = found.subList((page - 1) * ROWS, Math.min(found.size(), page * ROWS));
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("counts", counts(query, total, counts));
    shown.forEach(each -> parts.put(each.id(), row(each)));
    List<Object> shape = List.of(pages, shown.stream().map(MachineRow::id).toList());
    return new Fragments(
        shape, parts, () -> parts.get("counts") + table(query, page, pages, all.isEmpty(), parts));
  }

  private String counts(MachinesQuery query, int total, Map<Condition.Group, Integer> counts) {
    List<Choice> choices = new ArrayList<>();
    choices.add(
        new Choice("all", "All", "/" + query.with(null).asUrl(), total, query.group() == null));
    Arrays.stream(Condition.Group.values())
        .map(each ->
            new Choice(
                each.key(),
                each.label(),
                "/" + query.with(each).asUrl(),
                counts.getOrDefault(each, 0),
                each == query.group()))
        .forEach(choices::add);
    return templates.render("counts", Map.of("choices", choices));
  }

  private String row(MachineRow row) {
    synchronized (made) {
      return made.computeIfAbsent(row, each -> templates.render("row", each));
    }
  }

  private String table(
      MachinesQuery query, int page, int pages, boolean nobody, Map<String, String> parts) {
    StringBuilder rows = new StringBuilder();
    parts.forEach((id, html) -> rows.append(id.equals("counts") ? "" : html));
    Map<String, Object> around = new LinkedHashMap<>();
    around.put("page", page);
    around.put("pages", pages);
    around.put("several", pages > 1);
    around.put("before", page > 1 ? "/" + query.with(page - 1).asUrl() : "");
    around.put("behind", page < pages ? "/" + query.with(page + 1).asUrl() : "");
    around.put("nobody", nobody);
    around.put("nothing", !nobody && rows.isEmpty());
    // The rows are HTML already: the template has one place for them, between its two halves.
    return templates.render("table", around).replace(ROWS_HERE, rows);
  }

  private static final String ROWS_HERE = "<!-- rows -->";
}
