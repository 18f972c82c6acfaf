package org.pxebootstack.boothandler.machine;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.boothandler.definition.CurrentDefinitions;
import org.pxebootstack.boothandler.web.RequestedMachine;
import org.pxebootstack.contract.definition.Problem;
import org.pxebootstack.contract.definition.Role;
import org.pxebootstack.contract.definition.VmDefinition;
import org.pxebootstack.contract.install.ContractJson;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** {@code GET /api/v1/...}: what the stack knows, as JSON. */
@RestController
@RequestMapping(path = "/api/v1", produces = MediaType.APPLICATION_JSON_VALUE)
class MachinesController {
  private final JsonMapper json = ContractJson.mapper();
  private final CurrentDefinitions definitions;
  private final RequestedMachine machines;
  private final MachineStates states;

  MachinesController(
      CurrentDefinitions definitions, RequestedMachine machines, MachineStates states) {
    this.definitions = definitions;
    this.machines = machines;
    this.states = states;
  }

  /** One machine, as the API shows it. */
  record MachineView(
      String name,
      String mac,
      @Nullable String ip,
      String arch,
      @Nullable String distro,
      String state,
      @Nullable String phase,
      @Nullable Long doneBytes,
      @Nullable Long totalBytes,
      @Nullable String message,
      @Nullable Instant changedAt) {}

  @GetMapping("/machines")
  String all() {
    List<MachineView> views =
        definitions.snapshot().all().stream()
            .filter(each -> each.role() == Role.TARGET)
            .map(this::view)
            .toList();
    return json.writeValueAsString(views);
  }

  @GetMapping("/machines/{name}")
  String one(@PathVariable("name") String name) {
    return json.writeValueAsString(view(machines.byName(name)));
  }

  @GetMapping("/problems")
  String problems() {
    List<Problem> problems = definitions.snapshot().problems();
    return json.writeValueAsString(problems);
  }

  private MachineView view(VmDefinition vm) {
    MachineState state = states.of(vm.mac()).orElseGet(() -> MachineState.defined(vm.mac()));
    return new MachineView(
        vm.name().value(),
        vm.mac().toString(),
        vm.ip() == null ? null : vm.ip().getHostAddress(),
        vm.arch().toString(),
        vm.distro() == null ? null : vm.distro().value(),
        state.state().name().toLowerCase(Locale.ROOT).replace('_', '-'),
        state.phase(),
        state.doneBytes(),
        state.totalBytes(),
        state.message(),
        state.changedAt().equals(Instant.EPOCH) ? null : state.changedAt());
  }
}
