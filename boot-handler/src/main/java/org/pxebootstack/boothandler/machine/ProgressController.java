package org.pxebootstack.boothandler.machine;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.boothandler.web.RequestedMachine;
import org.pxebootstack.contract.install.ContractJson;
import org.pxebootstack.contract.install.ProgressEvent;
import org.pxebootstack.contract.machine.MacAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** {@code POST /progress/<mac>}: os-installer says how far it is. */
@RestController
class ProgressController {
  private static final Logger LOG = LoggerFactory.getLogger(ProgressController.class);
  private static final String BEARER = "Bearer ";

  private final JsonMapper json = ContractJson.mapper();
  private final MachineStates states;
  private final BootTokens tokens;

  ProgressController(MachineStates states, BootTokens tokens) {
    this.states = states;
    this.tokens = tokens;
  }

  @PostMapping("/progress/{mac}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void report(
      @PathVariable("mac") String macText,
      @RequestHeader(name = "Authorization", required = false) @Nullable String authorization,
      @RequestBody String body) {
    MacAddress mac = RequestedMachine.mac(macText);
    if (authorization == null
        || !authorization.startsWith(BEARER)
        || !tokens.accepts(mac, authorization.substring(BEARER.length()))) {
      throw new ResponseStatusException(
          HttpStatus.FORBIDDEN, "only the boot that this stack started may report for " + mac);
    }
    ProgressEvent event = parse(body);
    Optional<MachineState> before = states.of(mac);
    states.reported(mac, event);
    log(mac, before.map(MachineState::phase).orElse(null), event);
  }

  private ProgressEvent parse(String body) {
    ProgressEvent event;
    try {
      event = json.readValue(body, ProgressEvent.class);
      Objects.requireNonNull(event, "an event, not null, is needed");
    } catch (JacksonException | NullPointerException e) {
      throw new ResponseStatusException(
          HttpStatus.BAD_REQUEST, "not a progress event: " + e.getMessage(), e);
    }
    return new ProgressEvent(
        event.status(),
        event.phase(),
        event.doneBytes(),
        event.totalBytes(),
        cutNullable(event.message()));
  }

  private static @Nullable String cutNullable(@Nullable String text) {
    return text == null ? null : cut(text, ProgressEvent.LONGEST_TEXT);
  }

  /** Bounds a text from outside, and leaves no character in it that could forge a log line. */
  private static String cut(String text, int longest) {
    String clean = text.replaceAll("[\\p{Cntrl}&&[^\n\t]]", "?");
    return clean.length() > longest ? clean.substring(0, longest) : clean;
  }

  private static void log(MacAddress mac, @Nullable String phaseBefore, ProgressEvent event) {
    String message = event.message() == null ? "" : event.message().replace('\n', '|');
    switch (event.status()) {
      case FAILED -> LOG.error("{}: failed in phase {}: {}", mac, event.phase(), message);
      case INSTALLED -> LOG.info("{}: installed", mac);
      case RUNNING -> {
        if (!event.phase().equals(phaseBefore)) {
          LOG.info("{}: phase {}", mac, event.phase());
        }
      }
    }
  }
}
