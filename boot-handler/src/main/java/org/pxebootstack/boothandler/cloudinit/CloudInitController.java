package org.pxebootstack.boothandler.cloudinit;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.URI;
import org.pxebootstack.boothandler.BootHandlerSettings;
import org.pxebootstack.boothandler.access.BootTokens;
import org.pxebootstack.boothandler.access.MachineAccess;
import org.pxebootstack.boothandler.access.ReadyTokens;
import org.pxebootstack.boothandler.web.BaseUrl;
import org.pxebootstack.boothandler.web.RequestedMachine;
import org.pxebootstack.contract.definition.VmDefinition;
import org.pxebootstack.contract.machine.MacAddress;
import org.pxebootstack.rendering.cloudinit.NoCloudSeed;
import org.pxebootstack.rendering.cloudinit.Uplink;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /cloud-init/<vm>/...}: the files of the machine's NoCloud seed, for it alone. */
@RestController
@RequestMapping(path = "/cloud-init/{vm}", produces = "text/yaml;charset=UTF-8")
class CloudInitController {
  private final RequestedMachine machines;
  private final MachineAccess access;
  private final BootTokens bootTokens;
  private final ReadyTokens readyTokens;
  private final BaseUrl baseUrl;
  private final Uplink uplink;

  CloudInitController(
      RequestedMachine machines,
      MachineAccess access,
      BootTokens bootTokens,
      ReadyTokens readyTokens,
      BaseUrl baseUrl,
      BootHandlerSettings settings) {
    this.machines = machines;
    this.access = access;
    this.bootTokens = bootTokens;
    this.readyTokens = readyTokens;
    this.baseUrl = baseUrl;
    InetAddress provisioner = BaseUrl.provisioner(settings);
    this.uplink = new Uplink(provisioner, settings.dhcpMode(), settings.domain());
  }

  @GetMapping("/meta-data")
  String metaData(@PathVariable("vm") String vm, HttpServletRequest request) {
    return NoCloudSeed.metaData(permitted(vm, request));
  }

  @GetMapping("/user-data")
  String userData(@PathVariable("vm") String vm, HttpServletRequest request) {
    return NoCloudSeed.userData(permitted(vm, request));
  }

  @GetMapping("/network-config")
  String networkConfig(@PathVariable("vm") String vm, HttpServletRequest request) {
    return NoCloudSeed.networkConfig(permitted(vm, request), uplink);
  }

  @GetMapping("/vendor-data")
  String vendorData(@PathVariable("vm") String vm, HttpServletRequest request) {
    VmDefinition permitted = permitted(vm, request);
    MacAddress mac = permitted.mac();
    // For the installer alone: who only has the machine's address has installed nothing.
    return bootTokens
        .check(mac, request.getHeader(HttpHeaders.AUTHORIZATION))
        .map(token -> phoneHome(request, mac, readyTokens.issue(mac, token.boot())))
        .map(NoCloudSeed::vendorData)
        .orElseGet(() -> NoCloudSeed.vendorData(null));
  }

  private URI phoneHome(HttpServletRequest request, MacAddress mac, String token) {
    URI base = baseUrl.of(request);
    return URI.create(
        "http://%s:%s@%s/ready/%s".formatted(ReadyTokens.USER, token, base.getAuthority(), mac));
  }

  private VmDefinition permitted(String name, HttpServletRequest request) {
    VmDefinition vm = machines.byName(name);
    access.require(vm, request);
    return vm;
  }
}
