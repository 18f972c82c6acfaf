package org.pxebootstack.boothandler.ipxe;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.boothandler.access.BootTokens;
import org.pxebootstack.boothandler.access.ClientAddress;
import org.pxebootstack.boothandler.access.FirstSightings;
import org.pxebootstack.boothandler.access.MachineAccess;
import org.pxebootstack.boothandler.access.ReadyTokens;
import org.pxebootstack.boothandler.definition.BootSpecs;
import org.pxebootstack.boothandler.machine.BootId;
import org.pxebootstack.boothandler.machine.MachineStates;
import org.pxebootstack.boothandler.observation.Answers;
import org.pxebootstack.boothandler.template.UserTemplate;
import org.pxebootstack.boothandler.undefined.RequestingMachine;
import org.pxebootstack.boothandler.undefined.UndefinedScripts;
import org.pxebootstack.boothandler.unknown.UnknownMachines;
import org.pxebootstack.boothandler.web.BaseUrl;
import org.pxebootstack.boothandler.web.Ipxe;
import org.pxebootstack.boothandler.web.Refusal;
import org.pxebootstack.boothandler.web.RequestedMachine;
import org.pxebootstack.contract.definition.InstallPolicy;
import org.pxebootstack.contract.definition.VmDefinition;
import org.pxebootstack.contract.machine.IpNetwork;
import org.pxebootstack.contract.machine.MacAddress;
import org.pxebootstack.definitions.image.ImageUnavailableException;
import org.pxebootstack.rendering.ipxe.BootRule;
import org.pxebootstack.rendering.ipxe.BootSpec;
import org.pxebootstack.rendering.ipxe.GrubScript;
import org.pxebootstack.rendering.ipxe.IpxeScript;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code GET /ipxe?mac=}: what iPXE does next on this machine. A MAC that is defined wins; {@link
 * UndefinedScripts} is asked for the rest.
 */
@RestController
class IpxeController {
  private static final Logger LOG = LoggerFactory.getLogger(IpxeController.class);

  /** The firmware's next boot device is next. */
  private static final String GO_ON = "#!ipxe\nexit 1\n";

  private final RequestedMachine machines;
  private final UndefinedScripts undefined;
  private final BootSpecs bootSpecs;
  private final UserTemplate template;
  private final MachineStates states;
  private final MachineAccess access;
  private final BootTokens tokens;
  private final FirstSightings sightings;
  private final ReadyTokens readyTokens;
  private final BaseUrl baseUrl;
  private final Answers answers;
  private final UnknownMachines unknown;
  private final ClientAddress clients;

  IpxeController(
      RequestedMachine machines,
      UndefinedScripts undefined,
      BootSpecs bootSpecs,
      UserTemplate template,
      MachineStates states,
      MachineAccess access,
      BootTokens tokens,
      FirstSightings sightings,
      ReadyTokens readyTokens,
      BaseUrl baseUrl,
      Answers answers,
      UnknownMachines unknown,
      ClientAddress clients) {
    this.machines = machines;
    this.undefined = undefined;
    this.bootSpecs = bootSpecs;
    this.template = template;
    this.states = states;
    this.access = access;
    this.tokens = tokens;
    this.sightings = sightings;
    this.readyTokens = readyTokens;
    this.baseUrl = baseUrl;
    this.answers = answers;
    this.unknown = unknown;
    this.clients = clients;
  }

  /** A {@code ResponseEntity} for a machine that is defined; a future of one for others. */
  @GetMapping("/ipxe")
  Object script(
      @RequestParam(name = "mac", required = false) @Nullable String text,
      @RequestParam Map<String, String> query,
      HttpServletRequest request) {
    try {
      MacAddress mac = mac(text);
      return machines.isUnheardOf(mac)
          ? undefinedScript(mac, query, request)
          : ok(script(machines.byMac(mac), query, request, Language.IPXE));
    } catch (Refusal e) {
      note(e, text, request);
      throw e;
    }
  }

  private CompletableFuture<ResponseEntity<String>> undefinedScript(
      MacAddress mac, Map<String, String> query, HttpServletRequest request) {
    return undefined
        .of(RequestingMachine.of(mac, query, baseUrl.of(request)), Ipxe.asks(request))
        // Who has a definition by now gets its script after all, anybody else is refused.
        .thenApply(found ->
            ok(found.orElseGet(() -> script(machines.byMac(mac), query, request, Language.IPXE))))
        .whenComplete((_, e) -> {
          if (e instanceof CompletionException && e.getCause() instanceof Refusal refusal) {
            note(refusal, mac.toString(), request);
          }
        });
  }

  private void note(Refusal refusal, @Nullable String mac, HttpServletRequest request) {
    answers.script(Answers.Script.REFUSED);
    if (Ipxe.asks(request)) {
      if (mac != null) {
        MacAddress.tryParse(mac)
            .ifPresent(each -> unknown.add(each, IpNetwork.text(clients.of(request))));
      }
      LOG.warn("{}", refusal.getMessage());
    }
  }

  /** {@code GET /grub/<mac>}: the same for GRUB, which a signed shim has started. */
  @GetMapping("/grub/{mac}")
  ResponseEntity<String> grub(@PathVariable("mac") String mac, HttpServletRequest request) {
    return ok(script(machines.byMac(mac), Map.of(), request, Language.GRUB));
  }

  /** Who reads the script. */
  private enum Language {
    IPXE,
    GRUB
  }

  /**
   * {@code GET /ipxe/failed?mac=&step=}: a script has given up. iPXE can't be relied on to POST,
   * and a token in a URL would be in logs: it is believed from the machine's own address.
   */
  @GetMapping("/ipxe/failed")
  ResponseEntity<String> failed(
      @RequestParam(name = "mac", required = false) @Nullable String mac,
      @RequestParam(name = "step", required = false, defaultValue = "boot") String step,
      HttpServletRequest request) {
    MacAddress address = mac(mac);
    String what = step.matches("[a-z0-9.]{1,40}") ? step : "boot";
    if (machines.isUnheardOf(address)) {
      LOG.warn("{} could not load {} after several tries; its screen says why", address, what);
      return ok(GO_ON);
    }
    VmDefinition vm = machines.byMac(address);
    if (!access.comesFrom(vm, request)) {
      throw new Refusal(
          HttpStatus.FORBIDDEN, "only " + vm.name() + " itself may report that it could not boot");
    }
    String message =
        "iPXE could not load "
            + what
            + " after several tries; its screen says why, and nginx's log lines of "
            + vm.name()
            + " show what it was answered";
    if (request.getMethod().equals("GET")) {
      states.bootFailed(vm.mac(), message);
      LOG.error("{} {}: {}", vm.name(), vm.mac(), message);
    }
    return ok(GO_ON);
  }

  private static MacAddress mac(@Nullable String text) {
    if (text == null || text.isBlank()) {
      throw new Refusal(
          HttpStatus.BAD_REQUEST, "no MAC address; ask for /ipxe?mac=52:54:00:12:34:56");
    }
    return RequestedMachine.mac(text);
  }

  private String script(
      VmDefinition vm, Map<String, String> query, HttpServletRequest request, Language language) {
    // The database is asked only where the answer depends on it.
    boolean installed =
        vm.install().policy() == InstallPolicy.ONCE && states.of(vm.mac()).installedAt() != null;
    Optional<String> reasonForDisk =
        BootRule.reasonForDisk(vm, installed, states.isLeftToDisk(vm.mac()));
    boolean machineItself = access.comesFrom(vm, request);
    if (reasonForDisk.isPresent()) {
      answers.script(Answers.Script.DISK);
      if (machineItself) {
        LOG.info("{} {}: {}, told to boot its disk", vm.name(), vm.mac(), reasonForDisk.get());
      }
      return language == Language.GRUB
          ? GrubScript.bootDisk(vm, reasonForDisk.get())
          : IpxeScript.bootDisk(vm, reasonForDisk.get());
    }
    BootSpec spec;
    try {
      spec = bootSpecs.of(vm, request);
    } catch (ImageUnavailableException e) {
      throw new Refusal(HttpStatus.NOT_FOUND, e.problem().sentence());
    }
    checkMemory(spec, query, request, machineItself);
    // Whoever else asks gets the same script without a token, and changes nothing.
    String token = null;
    if (machineItself && request.getMethod().equals("GET")) {
      BootId boot = states.bootStarted(vm.mac(), sightings.take(vm.mac()).orElse(null));
      token = token(spec.kind(), vm, boot);
      LOG.info("{} {}: script served, {}", vm.name(), vm.mac(), spec.title());
    }
    answers.script(Answers.Script.BOOT);
    if (language == Language.GRUB) {
      return GrubScript.boot(spec, token);
    }
    String finalToken = token;
    return template
        .current()
        .map(each -> each.render(spec, finalToken))
        .orElseGet(() -> IpxeScript.boot(spec, finalToken));
  }

  /** GRUB looks itself. */
  private void checkMemory(
      BootSpec spec, Map<String, String> query, HttpServletRequest request, boolean machineItself) {
    VmDefinition vm = spec.machine();
    Optional<String> problem =
        RequestingMachine.of(vm.mac(), query, spec.base())
            .lackOfMemory(spec.memory())
            .map(each -> spec.what() + " " + each);
    if (problem.isPresent()) {
      if (machineItself && request.getMethod().equals("GET")) {
        states.bootFailed(vm.mac(), problem.get());
      }
      throw new Refusal(HttpStatus.CONFLICT, problem.get());
    }
  }

  private @Nullable String token(BootSpec.Kind kind, VmDefinition vm, BootId boot) {
    return switch (kind) {
      case INSTALL -> tokens.issue(vm.mac(), boot);
      case LIVE -> readyTokens.issue(vm.mac(), boot);
      case OWN_KERNEL -> null;
    };
  }

  private static ResponseEntity<String> ok(String script) {
    return ResponseEntity.ok().contentType(MediaType.TEXT_PLAIN).body(script);
  }
}
