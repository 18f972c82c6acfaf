package org.pxebootstack.boothandler.installer;

import jakarta.servlet.http.HttpServletRequest;
import org.pxebootstack.boothandler.definition.CurrentDefinitions;
import org.pxebootstack.boothandler.image.ImageCatalog;
import org.pxebootstack.boothandler.image.ImageUnavailableException;
import org.pxebootstack.boothandler.web.BaseUrl;
import org.pxebootstack.boothandler.web.RequestedMachine;
import org.pxebootstack.contract.definition.VmDefinition;
import org.pxebootstack.contract.install.ContractJson;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** {@code GET /config/<mac>}: what os-installer has to know. */
@RestController
class InstallerController {
  private final JsonMapper json = ContractJson.mapper();
  private final RequestedMachine machines;
  private final CurrentDefinitions definitions;
  private final ImageCatalog images;
  private final BaseUrl baseUrl;

  InstallerController(
      RequestedMachine machines,
      CurrentDefinitions definitions,
      ImageCatalog images,
      BaseUrl baseUrl) {
    this.machines = machines;
    this.definitions = definitions;
    this.images = images;
    this.baseUrl = baseUrl;
  }

  @GetMapping(path = "/config/{mac}", produces = MediaType.APPLICATION_JSON_VALUE)
  String configuration(@PathVariable("mac") String mac, HttpServletRequest request)
      throws ImageUnavailableException {
    VmDefinition vm = machines.byMac(mac);
    boolean reboot = !definitions.snapshot().staysInInstaller(vm);
    return json.writeValueAsString(
        InstallerConfigurationRenderer.render(vm, images.find(vm), baseUrl.of(request), reboot));
  }
}
