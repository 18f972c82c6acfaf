package org.pxebootstack.boothandler.pixiecore;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import org.pxebootstack.boothandler.definition.BootSpecs;
import org.pxebootstack.boothandler.machine.MachineState;
import org.pxebootstack.boothandler.machine.MachineStates;
import org.pxebootstack.boothandler.web.Refusal;
import org.pxebootstack.boothandler.web.RequestedMachine;
import org.pxebootstack.contract.definition.VmDefinition;
import org.pxebootstack.contract.install.ContractJson;
import org.pxebootstack.definitions.image.ImageUnavailableException;
import org.pxebootstack.rendering.ipxe.BootRule;
import org.pxebootstack.rendering.ipxe.BootSpec;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code GET /v1/boot/<mac>}: what a Pixiecore in API mode is to boot on a machine. It asks for the
 * machine and not as the machine, so there is no token: the machine fetches its configuration from
 * its leased address.
 */
@RestController
class PixiecoreController {
  private final JsonMapper json = ContractJson.mapper();
  private final RequestedMachine machines;
  private final MachineStates states;
  private final BootSpecs bootSpecs;

  PixiecoreController(RequestedMachine machines, MachineStates states, BootSpecs bootSpecs) {
    this.machines = machines;
    this.states = states;
    this.bootSpecs = bootSpecs;
  }

  /** Pixiecore's answer. */
  private record Boot(String kernel, List<String> initrd, String cmdline, String message) {}

  @GetMapping(path = "/v1/boot/{mac}", produces = MediaType.APPLICATION_JSON_VALUE)
  String boot(@PathVariable("mac") String mac, HttpServletRequest request)
      throws ImageUnavailableException {
    VmDefinition vm = machines.byMac(mac);
    MachineState state = states.of(vm.mac());
    BootRule.reasonForDisk(vm, state.installedAt() != null, state.diskAskedAt() != null)
        .ifPresent(why -> {
          // Pixiecore leaves a machine alone for any answer but 200.
          throw new Refusal(HttpStatus.NOT_FOUND, vm.name() + " " + why + ", its disk is next");
        });
    BootSpec spec = bootSpecs.of(vm, request);
    List<String> initrds = new ArrayList<>();
    spec.initrds().forEach(each -> initrds.add(each.uri().toString()));
    return json.writeValueAsString(
        new Boot(spec.kernel().toString(), initrds, spec.arguments(), spec.title()));
  }
}
