package org.pxebootstack.boothandler.progress;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.boothandler.access.BootTokens;
import org.pxebootstack.boothandler.machine.MachineStates;
import org.pxebootstack.boothandler.observation.Answers;
import org.pxebootstack.boothandler.web.Refusal;
import org.pxebootstack.boothandler.web.RequestedMachine;
import org.pxebootstack.contract.install.ContractJson;
import org.pxebootstack.contract.install.ProgressEvent;
import org.pxebootstack.contract.machine.MacAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** {@code POST /progress/<mac>}: os-installer says how far it is. */
@RestController
class ProgressController {
  private static final Logger LOG = LoggerFactory.getLogger(ProgressController.class);

  private final JsonMapper json = ContractJson.mapper();
  private final MachineStates states;
  private final BootTokens tokens;
  private final Answers answers;

  ProgressController(MachineStates states, BootTokens tokens, Answers answers) {
    this.states = states;
    this.tokens = tokens;
    this.answers = answers;
  }

  /** Answers 204; where the token has not long to go, with a new one in {@code Pxeboot-Token}. */
  @PostMapping("/progress/{mac}")
  ResponseEntity<Void> report(
      @PathVariable("mac") String macText,
      @RequestHeader(name = "Authorization", required = false) @Nullable String authorization,
      @RequestBody String body) {
    MacAddress mac = RequestedMachine.mac(macText);
    BootTokens.Valid token =
        tokens.check(mac, authorization).orElseThrow(() -> notTheLatestBoot(mac));
    ProgressEvent event = parse(body);
    MachineStates.Report report =
        states.reported(mac, token.boot(), event).orElseThrow(() -> notTheLatestBoot(mac));
    answers.event(event.status());
    if (report.isNews()) {
      tell(mac, event, report);
    }
    Optional<String> renewed = tokens.renewal(mac, token);
    ResponseEntity.HeadersBuilder<?> answer = ResponseEntity.noContent();
    renewed.ifPresent(each -> answer.header("Pxeboot-Token", each));
    return answer.build();
  }

  private static Refusal notTheLatestBoot(MacAddress mac) {
    return new Refusal(
        HttpStatus.FORBIDDEN,
        "only the latest boot that this stack started may report for "
            + mac
            + "; send the token of its script");
  }

  private ProgressEvent parse(String body) {
    ProgressEvent event;
    try {
      event =
          Objects.requireNonNull(
              json.readValue(body, ProgressEvent.class), "an event, not null, is needed");
    } catch (JacksonException e) {
      throw new Refusal(
          HttpStatus.BAD_REQUEST, "not a progress event: " + cut(e.getOriginalMessage()));
    } catch (NullPointerException e) {
      throw new Refusal(HttpStatus.BAD_REQUEST, "not a progress event: " + e.getMessage());
    }
    return new ProgressEvent(
        event.status(),
        event.phase(),
        event.doneBytes(),
        event.totalBytes(),
        event.message() == null ? null : cut(event.message()));
  }

  /** Bounds a text from outside, and leaves no character in it that could forge a log line. */
  private static String cut(String text) {
    String clean = text.replaceAll("[\\p{Cntrl}&&[^\n\t]]", "?");
    int longest = ProgressEvent.LONGEST_TEXT;
    return clean.length() > longest ? clean.substring(0, longest) : clean;
  }

  private void tell(MacAddress mac, ProgressEvent event, MachineStates.Report report) {
    String message = event.message() == null ? "" : event.message().replace('\n', '|');
    switch (event.status()) {
      case FAILED -> {
        answers.failed();
        LOG.error("{}: failed in phase {}: {}", mac, event.phase(), message);
      }
      case INSTALLED -> {
        if (report.installDuration() != null) {
          answers.installed(report.installDuration());
        }
        LOG.info("{}: installed", mac);
      }
      case RUNNING -> LOG.info("{}: phase {}", mac, event.phase());
    }
  }
}
