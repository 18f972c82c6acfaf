package org.pxebootstack.boothandler.page;

import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.boothandler.definition.CurrentDefinitions;
import org.pxebootstack.boothandler.live.Content;
import org.pxebootstack.boothandler.machine.LiveStates;
import org.pxebootstack.boothandler.machine.MachineEvent;
import org.pxebootstack.boothandler.machine.MachineEvents;
import org.pxebootstack.boothandler.machine.MachineState;
import org.pxebootstack.contract.definition.VmDefinition;
import org.pxebootstack.contract.machine.MacAddress;
import org.pxebootstack.definitions.DefinitionSet;
import org.springframework.stereotype.Component;

/** The parts of one machine's page. */
@Component
class MachineDetails {
  private static final int EVENTS = 200;
  private static final int SHOWN = 50;
  private static final int BOOTS = 2;

  private final MachineList machines;
  private final CurrentDefinitions definitions;
  private final LiveStates states;
  private final MachineEvents events;
  private final GivenTexts texts;
  private final Templates templates;

  MachineDetails(
      MachineList machines,
      CurrentDefinitions definitions,
      LiveStates states,
      MachineEvents events,
      GivenTexts texts,
      Templates templates) {
    this.machines = machines;
    this.definitions = definitions;
    this.states = states;
    this.events = events;
    this.texts = texts;
    this.templates = templates;
  }

  /** What the parts are made of; where it is the same, so are they. */
  private record Seen(DefinitionSet definitions, @Nullable MachineRow row, MachineState state) {
    @SuppressWarnings("ReferenceEquality") // a row is made anew also where only an event came
    boolean isSame(@Nullable Seen other) {
      return other != null
          && definitions == other.definitions
          && row == other.row
          && state == other.state;
    }
  }

  Supplier<Content> watch(MacAddress mac, URI base) {
    return new Supplier<>() {
      private @Nullable Seen seen;
      private Fragments shown = Fragments.of(Map.of());

      @Override
      public Content get() {
        MachineRow row = machines.of(mac);
        Seen now = new Seen(definitions.snapshot(), row, states.of(mac));
        if (!now.isSame(seen)) {
          seen = now;
          shown =
              Fragments.of(
                  now.definitions()
                      .byMac(mac)
                      .map(each -> parts(each, now.row(), now.state(), base))
                      .orElseGet(() -> Map.of("now", templates.render("gone", Map.of()))));
        }
        return shown;
      }
    };
  }

  Fragments content(VmDefinition vm, URI base) {
    return Fragments.of(parts(vm, machines.of(vm.mac()), states.of(vm.mac()), base));
  }

  private Map<String, String> parts(
      VmDefinition vm, @Nullable MachineRow row, MachineState state, URI base) {
    List<MachineEvent> latest = events.of(vm.mac(), Long.MAX_VALUE, EVENTS);
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("now", templates.render("now", now(row, latest, state)));
    List<BootChart> boots =
        BootChart.of(BootTimeline.of(latest, Instant.now()).stream().limit(BOOTS).toList());
    parts.put("boots", templates.render("boots", Map.of("boots", boots, "any", !boots.isEmpty())));
    List<EventRow> rows = latest.stream().limit(SHOWN).map(EventRow::of).toList();
    parts.put("events", templates.render("events", Map.of("events", rows, "any", !rows.isEmpty())));
    parts.put("given", templates.render("given", Map.of("sections", texts.of(vm, state, base))));
    return parts;
  }

  private static Map<String, Object> now(
      @Nullable MachineRow row, List<MachineEvent> latest, MachineState state) {
    Map<String, Object> now = new LinkedHashMap<>();
    if (row != null) {
      now.put("row", row);
    }
    now.put("failed", state.state() == MachineState.State.FAILED);
    if (state.state() == MachineState.State.FAILED) {
      latest.stream()
          .filter(each -> each.kind() == MachineEvent.Kind.FAILED && each.log() != null)
          .findFirst()
          .map(MachineEvent::log)
          .ifPresent(each -> now.put("log", each));
    }
    return now;
  }
}
