package org.pxebootstack.boothandler.installer;

import jakarta.servlet.http.HttpServletRequest;
import org.pxebootstack.boothandler.access.BootTokens;
import org.pxebootstack.boothandler.access.MachineAccess;
import org.pxebootstack.boothandler.definition.CurrentDefinitions;
import org.pxebootstack.boothandler.machine.MachineStates;
import org.pxebootstack.boothandler.observation.Answers;
import org.pxebootstack.boothandler.web.BaseUrl;
import org.pxebootstack.boothandler.web.RequestedMachine;
import org.pxebootstack.contract.definition.VmDefinition;
import org.pxebootstack.contract.install.ContractJson;
import org.pxebootstack.definitions.image.ImageCatalog;
import org.pxebootstack.definitions.image.ImageUnavailableException;
import org.pxebootstack.rendering.installer.InstallerConfigurationRenderer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** {@code GET /config/<mac>}: what os-installer has to know, for its machine alone. */
@RestController
class InstallerController {
  private final JsonMapper json = ContractJson.mapper();
  private final RequestedMachine machines;
  private final CurrentDefinitions definitions;
  private final ImageCatalog images;
  private final BaseUrl baseUrl;
  private final MachineAccess access;
  private final BootTokens tokens;
  private final MachineStates states;
  private final Answers answers;

  InstallerController(
      RequestedMachine machines,
      CurrentDefinitions definitions,
      ImageCatalog images,
      BaseUrl baseUrl,
      MachineAccess access,
      BootTokens tokens,
      MachineStates states,
      Answers answers) {
    this.machines = machines;
    this.definitions = definitions;
    this.images = images;
    this.baseUrl = baseUrl;
    this.access = access;
    this.tokens = tokens;
    this.states = states;
    this.answers = answers;
  }

  @GetMapping(path = "/config/{mac}", produces = MediaType.APPLICATION_JSON_VALUE)
  String configuration(@PathVariable("mac") String mac, HttpServletRequest request)
      throws ImageUnavailableException {
    VmDefinition vm = machines.byMac(mac);
    access.require(vm, request);
    answers.configuration();
    tokens
        .check(vm.mac(), request.getHeader(HttpHeaders.AUTHORIZATION))
        .ifPresent(token -> states.configurationFetched(vm.mac(), token.boot()));
    boolean reboot = !definitions.snapshot().staysInInstaller(vm);
    return json.writeValueAsString(
        InstallerConfigurationRenderer.render(vm, images.find(vm), baseUrl.of(request), reboot));
  }
}
