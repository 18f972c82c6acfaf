package org.pxebootstack.boothandler.api;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.pxebootstack.boothandler.definition.CurrentDefinitions;
import org.pxebootstack.boothandler.live.Content;
import org.pxebootstack.boothandler.live.LiveFeeds;
import org.pxebootstack.boothandler.live.Sse;
import org.pxebootstack.boothandler.machine.LiveStates;
import org.pxebootstack.boothandler.machine.MachineState;
import org.pxebootstack.contract.definition.Role;
import org.pxebootstack.contract.definition.VmDefinition;
import org.pxebootstack.contract.install.ContractJson;
import org.pxebootstack.contract.machine.MacAddress;
import org.pxebootstack.definitions.DefinitionSet;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code GET /api/v1/events}: all machines at first, then each one that changes, as server-sent
 * events. Who connects again gets all of them again.
 */
@RestController
class EventsController {
  private static final String UNKNOWN = "unknown";

  private final JsonMapper json = ContractJson.mapper();
  private final LiveFeeds feeds;
  private final CurrentDefinitions definitions;
  private final LiveStates states;
  private final UnknownController.UnknownList unknown;

  EventsController(
      LiveFeeds feeds,
      CurrentDefinitions definitions,
      LiveStates states,
      UnknownController.UnknownList unknown) {
    this.feeds = feeds;
    this.definitions = definitions;
    this.states = states;
    this.unknown = unknown;
  }

  @GetMapping(path = "/api/v1/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  ResponseEntity<StreamingResponseBody> events(ServletWebRequest exchange) {
    return feeds.stream(EventsController.class, Machines::new, exchange);
  }

  /** One machine as JSON, made again only where it differs. */
  private record Made(VmDefinition vm, boolean stays, MachineState state, String event) {
    @SuppressWarnings("ReferenceEquality") // both are made again only where they differ
    boolean isOf(VmDefinition otherVm, boolean otherStays, MachineState otherState) {
      return vm == otherVm && stays == otherStays && state == otherState;
    }
  }

  /** What is sent. */
  private record Events(Object shape, Map<String, String> parts) implements Content {
    @Override
    public String whole() {
      List<String> machines = new ArrayList<>(parts.values());
      String unknown = machines.removeLast();
      String prefix = "event: machine\ndata: ";
      return Sse.event(
              "machines",
              "["
                  + String.join(
                      ",",
                      machines.stream()
                          .map(each -> each.substring(prefix.length()).strip())
                          .toList())
                  + "]")
          + unknown;
    }

    @Override
    public String changed(Collection<String> changed) {
      return String.join("", changed);
    }
  }

  private final class Machines implements Supplier<Content> {
    private Map<MacAddress, Made> made = new HashMap<>();

    @Override
    public Content get() {
      DefinitionSet set = definitions.snapshot();
      states.bringUpToDate();
      Map<MacAddress, Made> now = new HashMap<>();
      Map<String, String> parts = new LinkedHashMap<>();
      for (VmDefinition each : set.all()) {
        if (each.role() == Role.TARGET) {
          Made one = one(each, set.staysInInstaller(each), states.seen(each.mac()));
          now.put(each.mac(), one);
          parts.put(each.mac().toString(), one.event());
        }
      }
      made = now;
      List<String> shape = List.copyOf(parts.keySet());
      parts.put(UNKNOWN, Sse.event(UNKNOWN, unknown.json()));
      return new Events(shape, parts);
    }

    private Made one(VmDefinition vm, boolean stays, MachineState state) {
      Made before = made.get(vm.mac());
      return before != null && before.isOf(vm, stays, state)
          ? before
          : new Made(
              vm,
              stays,
              state,
              Sse.event(
                  "machine", json.writeValueAsString(MachineView.of(vm, stays, state, null))));
    }
  }
}
