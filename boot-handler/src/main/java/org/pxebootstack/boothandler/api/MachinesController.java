package org.pxebootstack.boothandler.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.boothandler.access.AdminToken;
import org.pxebootstack.boothandler.definition.CurrentDefinitions;
import org.pxebootstack.boothandler.machine.MachineEvent;
import org.pxebootstack.boothandler.machine.MachineEvents;
import org.pxebootstack.boothandler.machine.MachineState;
import org.pxebootstack.boothandler.machine.MachineStates;
import org.pxebootstack.boothandler.web.Refusal;
import org.pxebootstack.boothandler.web.RequestedMachine;
import org.pxebootstack.contract.definition.Role;
import org.pxebootstack.contract.definition.VmDefinition;
import org.pxebootstack.contract.install.ContractJson;
import org.pxebootstack.contract.machine.MacAddress;
import org.pxebootstack.definitions.DefinitionSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** {@code /api/v1/machines}: the machines, what happened to them, and what they are to do. */
@RestController
@RequestMapping(path = "/api/v1/machines", produces = MediaType.APPLICATION_JSON_VALUE)
class MachinesController {
  private static final Logger LOG = LoggerFactory.getLogger(MachinesController.class);
  private static final int MOST_EVENTS = 1000;

  private final JsonMapper json = ContractJson.mapper();
  private final CurrentDefinitions definitions;
  private final RequestedMachine machines;
  private final MachineStates states;
  private final MachineEvents events;
  private final AdminToken admin;

  MachinesController(
      CurrentDefinitions definitions,
      RequestedMachine machines,
      MachineStates states,
      MachineEvents events,
      AdminToken admin) {
    this.definitions = definitions;
    this.machines = machines;
    this.states = states;
    this.events = events;
    this.admin = admin;
  }

  @GetMapping
  String all() {
    DefinitionSet set = definitions.snapshot();
    Map<MacAddress, MachineState> known = states.all();
    return json.writeValueAsString(
        set.all().stream()
            .filter(each -> each.role() == Role.TARGET)
            .map(each -> {
              MachineState state = known.get(each.mac());
              return MachineView.of(
                  each,
                  set.staysInInstaller(each),
                  state == null ? MachineState.defined(each.mac()) : state,
                  null);
            })
            .toList());
  }

  @GetMapping("/{name}")
  String one(@PathVariable("name") String name) {
    VmDefinition vm = machines.byName(name);
    return view(vm, states.of(vm.mac()));
  }

  /** One event, as the API shows it. */
  private record EventView(
      long id,
      Instant at,
      String kind,
      @Nullable String phase,
      @Nullable String message,
      @Nullable String log) {
    static EventView of(MachineEvent event) {
      return new EventView(
          event.id(),
          event.at(),
          MachineView.kebab(event.kind()),
          event.phase(),
          event.message(),
          event.log());
    }
  }

  @GetMapping("/{name}/events")
  String events(
      @PathVariable("name") String name,
      @RequestParam(name = "before", required = false) @Nullable String before,
      @RequestParam(name = "limit", required = false) @Nullable String limit) {
    VmDefinition vm = machines.byName(name);
    List<MachineEvent> found =
        events.of(
            vm.mac(),
            number("before", before, Long.MAX_VALUE),
            (int) Math.min(MOST_EVENTS, number("limit", limit, 100)));
    return json.writeValueAsString(found.stream().map(EventView::of).toList());
  }

  private static long number(String name, @Nullable String text, long unset) {
    if (text == null || text.isEmpty()) {
      return unset;
    }
    if (!text.matches("[0-9]{1,18}")) {
      throw new Refusal(
          HttpStatus.BAD_REQUEST, name + " is not a number; leave it out, or write one");
    }
    return Long.parseLong(text);
  }

  /** The next boot installs the machine, also where its policy is {@code once}. */
  @PostMapping("/{name}/reinstall")
  String reinstall(
      @PathVariable("name") String name,
      @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false)
          @Nullable String authorization) {
    VmDefinition vm = installed(name, authorization);
    MachineState state = states.reinstall(vm.mac());
    LOG.info("{} {}: to be installed at its next boot", vm.name(), vm.mac());
    return view(vm, state);
  }

  /** The machine is left to its disk, also where its policy is {@code always}. */
  @PostMapping("/{name}/boot-disk")
  String bootFromDisk(
      @PathVariable("name") String name,
      @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false)
          @Nullable String authorization) {
    VmDefinition vm = installed(name, authorization);
    MachineState state = states.bootFromDisk(vm.mac());
    LOG.info("{} {}: to boot its disk until a reinstallation is asked for", vm.name(), vm.mac());
    return view(vm, state);
  }

  private VmDefinition installed(String name, @Nullable String authorization) {
    admin.require(authorization);
    VmDefinition vm = machines.byName(name);
    if (!vm.pxeboot()) {
      throw new Refusal(
          HttpStatus.CONFLICT,
          vm.file() + ": pxeboot: is not true, so this machine is never installed; write true");
    }
    return vm;
  }

  private String view(VmDefinition vm, MachineState state) {
    boolean stays = definitions.snapshot().staysInInstaller(vm);
    Instant start = state.bootStartedAt();
    List<MachineView.Stage> stages =
        start == null ? List.of() : MachineView.stages(start, events.since(vm.mac(), start));
    return json.writeValueAsString(MachineView.of(vm, stays, state, stages));
  }
}
