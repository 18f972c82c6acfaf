package org.pxebootstack.boothandler.ipxe;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.boothandler.definition.CurrentDefinitions;
import org.pxebootstack.boothandler.image.DistroImage;
import org.pxebootstack.boothandler.image.ImageCatalog;
import org.pxebootstack.boothandler.image.ImageUnavailableException;
import org.pxebootstack.boothandler.machine.BootTokens;
import org.pxebootstack.boothandler.machine.MachineState;
import org.pxebootstack.boothandler.machine.MachineStates;
import org.pxebootstack.boothandler.web.BaseUrl;
import org.pxebootstack.contract.definition.InstallPolicy;
import org.pxebootstack.contract.definition.Problem;
import org.pxebootstack.contract.definition.Role;
import org.pxebootstack.contract.definition.VmDefinition;
import org.pxebootstack.contract.machine.MacAddress;
import org.pxebootstack.contract.machine.Quoted;
import org.pxebootstack.definitions.DefinitionSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /ipxe?mac=}: what iPXE does next on this machine. */
@RestController
class IpxeController {
  private static final Logger LOG = LoggerFactory.getLogger(IpxeController.class);

  private final CurrentDefinitions definitions;
  private final ImageCatalog images;
  private final MachineStates states;
  private final BootTokens tokens;
  private final BaseUrl baseUrl;

  IpxeController(
      CurrentDefinitions definitions,
      ImageCatalog images,
      MachineStates states,
      BootTokens tokens,
      BaseUrl baseUrl) {
    this.definitions = definitions;
    this.images = images;
    this.states = states;
    this.tokens = tokens;
    this.baseUrl = baseUrl;
  }

  @GetMapping("/ipxe")
  ResponseEntity<String> script(
      @RequestParam(name = "mac", required = false) @Nullable String text,
      HttpServletRequest request) {
    if (text == null || text.isBlank()) {
      return refuse(
          request, HttpStatus.BAD_REQUEST, "no MAC address; ask for /ipxe?mac=52:54:00:12:34:56");
    }
    Optional<MacAddress> mac = MacAddress.tryParse(text);
    if (mac.isEmpty()) {
      return refuse(
          request,
          HttpStatus.BAD_REQUEST,
          Quoted.of(text) + " is not a MAC address; write six pairs such as 52:54:00:12:34:56");
    }
    DefinitionSet set = definitions.snapshot();
    Optional<VmDefinition> vm = set.byMac(mac.get());
    if (vm.isEmpty()) {
      return refuse(request, HttpStatus.NOT_FOUND, undefined(mac.get(), set));
    }
    if (vm.get().role() != Role.TARGET) {
      return refuse(
          request,
          HttpStatus.NOT_FOUND,
          vm.get().file()
              + ": role: a provisioner is not booted; write target to boot this machine");
    }
    return script(vm.get(), request);
  }

  private ResponseEntity<String> script(VmDefinition vm, HttpServletRequest request) {
    boolean done =
        states
            .of(vm.mac())
            .filter(each -> each.state() == MachineState.State.INSTALLED)
            .isPresent();
    if (vm.pxeboot() && done && vm.install().policy() == InstallPolicy.ONCE) {
      LOG.info("{} {}: installed, told to boot its disk", vm.name(), vm.mac());
      return ok(IpxeScript.bootDisk(vm, "is installed"));
    }
    if (!vm.pxeboot() && vm.distro() == null) {
      return ok(IpxeScript.bootDisk(vm, "has no distro to boot"));
    }
    DistroImage image;
    try {
      image = images.find(vm);
    } catch (ImageUnavailableException e) {
      String sentence = String.valueOf(e.getMessage());
      LOG.warn("{} {}: refused: {}", vm.name(), vm.mac(), sentence);
      return refuse(request, HttpStatus.NOT_FOUND, sentence);
    }
    // A person who looks at the script with curl does not change what the machine is doing.
    if (isIpxe(request)) {
      states.scriptServed(vm.mac());
    }
    LOG.info("{} {}: script served to {}", vm.name(), vm.mac(), request.getHeader("User-Agent"));
    return ok(
        vm.pxeboot()
            ? IpxeScript.install(vm, image, baseUrl.of(request), tokens.issue(vm.mac()))
            : IpxeScript.ownKernel(vm, image, baseUrl.of(request)));
  }

  private static String[] undefined(MacAddress mac, DefinitionSet set) {
    List<String> sentences = new ArrayList<>();
    List<Problem> own = set.problemsOf(mac);
    own.forEach(each -> sentences.add(each.sentence()));
    if (own.isEmpty()) {
      sentences.add(
          "no definition has the MAC address "
              + mac
              + "; add a file to the definitions directory with \"mac\": \""
              + mac
              + "\"");
      set.problemsOfUnknownMachines().stream()
          .limit(5)
          .forEach(each -> sentences.add("perhaps it is this one: " + each.sentence()));
    }
    LOG.warn("{}: refused: {}", mac, String.join("; ", sentences));
    return sentences.toArray(String[]::new);
  }

  private static ResponseEntity<String> ok(String script) {
    return ResponseEntity.ok().contentType(MediaType.TEXT_PLAIN).body(script);
  }

  /**
   * iPXE shows nothing of an answer that is not 200, so it gets the sentences as a script; people
   * and programs get the status.
   */
  private static ResponseEntity<String> refuse(
      HttpServletRequest request, HttpStatus status, String... sentences) {
    return isIpxe(request)
        ? ok(IpxeScript.refusal(List.of(sentences)))
        : ResponseEntity.status(status)
            .contentType(MediaType.TEXT_PLAIN)
            .body(String.join("\n", sentences) + "\n");
  }

  private static boolean isIpxe(HttpServletRequest request) {
    String agent = request.getHeader("User-Agent");
    return agent != null && agent.startsWith("iPXE/");
  }
}
