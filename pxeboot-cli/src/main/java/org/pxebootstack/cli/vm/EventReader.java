package org.pxebootstack.cli.vm;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.contract.install.ContractJson;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Follows the lines of {@code /api/v1/events}: what machines there are, as far as it was said. */
final class EventReader {
  private final JsonMapper json = ContractJson.mapper();
  private final Map<String, ListedMachine> machines = new TreeMap<>();
  private List<ListedMachine.Unknown> unknown = List.of();
  private String event = "";

  /**
   * Takes a line.
   *
   * @return the machine that has changed; null where it was another event, or none has ended
   */
  @Nullable ListedMachine take(String line) {
    if (line.startsWith("event: ")) {
      event = line.substring("event: ".length());
    } else if (line.startsWith("data: ")) {
      String data = line.substring("data: ".length());
      switch (event) {
        case "machines" -> {
          machines.clear();
          json.readValue(data, new TypeReference<List<ListedMachine>>() {})
              .forEach(each -> machines.put(each.name(), each));
        }
        case "machine" -> {
          ListedMachine changed = json.readValue(data, ListedMachine.class);
          machines.put(changed.name(), changed);
          return changed;
        }
        case "unknown" ->
            unknown = json.readValue(data, new TypeReference<List<ListedMachine.Unknown>>() {});
        default -> {
          // A beat, or what a later version says.
        }
      }
    }
    return null;
  }

  List<ListedMachine> machines() {
    return List.copyOf(machines.values());
  }

  List<ListedMachine.Unknown> unknown() {
    return unknown;
  }

  /** Whether everything was said that is said at first. */
  boolean isComplete(String line) {
    return line.isEmpty() && event.equals("unknown");
  }
}
