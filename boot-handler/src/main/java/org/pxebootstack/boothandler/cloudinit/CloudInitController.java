package org.pxebootstack.boothandler.cloudinit;

import org.pxebootstack.boothandler.web.RequestedMachine;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /cloud-init/<vm>/...}: the files of the machine's NoCloud seed. */
@RestController
@RequestMapping(path = "/cloud-init/{vm}", produces = "text/yaml;charset=UTF-8")
class CloudInitController {
  private final RequestedMachine machines;

  CloudInitController(RequestedMachine machines) {
    this.machines = machines;
  }

  @GetMapping("/meta-data")
  String metaData(@PathVariable("vm") String vm) {
    return NoCloudSeed.metaData(machines.byName(vm));
  }

  @GetMapping("/user-data")
  String userData(@PathVariable("vm") String vm) {
    return NoCloudSeed.userData(machines.byName(vm));
  }

  @GetMapping("/network-config")
  String networkConfig(@PathVariable("vm") String vm) {
    return NoCloudSeed.networkConfig(machines.byName(vm));
  }

  @GetMapping("/vendor-data")
  String vendorData(@PathVariable("vm") String vm) {
    var _ = machines.byName(vm);
    return NoCloudSeed.vendorData();
  }
}
