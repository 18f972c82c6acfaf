package org.pxebootstack.boothandler.progress;

import java.io.IOException;
import java.io.InputStream;
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
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** {@code POST /progress/<mac>}: os-installer says how far it is. */
@RestController
class ProgressController {
  private static final Logger LOG = LoggerFactory.getLogger(ProgressController.class);

  /** As nginx has it. */
  private static final int LARGEST_EVENT = 64 << 10;

  private static final String EXAMPLE = "{\"status\":\"running\",\"phase\":\"disk\"}";

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
      InputStream body)
      throws IOException {
    MacAddress mac = RequestedMachine.mac(macText);
    BootTokens.Valid token =
        tokens.check(mac, authorization).orElseThrow(() -> notTheLatestBoot(mac));
    ProgressEvent event = parse(read(body));
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

  /** The body as it came: whatever a client says that it is, only an event is taken. */
  private static byte[] read(InputStream body) throws IOException {
    byte[] event = body.readNBytes(LARGEST_EVENT + 1);
    if (event.length > LARGEST_EVENT) {
      throw new Refusal(
          HttpStatus.CONTENT_TOO_LARGE,
          "an event is not larger than 64 KiB; send less, such as " + EXAMPLE);
    }
    return event;
  }

  private ProgressEvent parse(byte[] body) {
    ProgressEvent event;
    try {
      event = json.readValue(body, ProgressEvent.class);
    } catch (JacksonException e) {
      // What the event itself has to say; Jackson's words are about our classes.
      throw notAnEvent(e.getCause() instanceof RuntimeException why ? ": " + why.getMessage() : "");
    }
    if (event == null) {
      throw notAnEvent("");
    }
    return new ProgressEvent(
        event.status(),
        event.phase(),
        event.doneBytes(),
        event.totalBytes(),
        event.bytesPerSecond(),
        event.secondsLeft(),
        event.message() == null ? null : cut(event.message()),
        event.log() == null ? null : end(event.log()));
  }

  private static Refusal notAnEvent(String why) {
    return new Refusal(
        HttpStatus.BAD_REQUEST, "not a progress event" + why + "; send JSON such as " + EXAMPLE);
  }

  /**
   * Bounds a text from outside, and leaves nothing in it that could forge a log line, or that a
   * database can't hold: neither control characters nor halves of a character.
   */
  private static String cut(String text) {
    StringBuilder clean = new StringBuilder();
    for (int c : text.codePoints().toArray()) {
      if (clean.length() + Character.charCount(c) > ProgressEvent.LONGEST_TEXT) {
        break;
      }
      clean.appendCodePoint(isShown(c) ? c : '?');
    }
    return clean.toString();
  }

  /** The same for a log, of which the end counts. */
  private static String end(String log) {
    StringBuilder clean = new StringBuilder();
    log.codePoints().forEach(c -> clean.appendCodePoint(isShown(c) ? c : '?'));
    int excess = Math.max(0, clean.length() - ProgressEvent.LONGEST_LOG);
    if (excess > 0 && Character.isLowSurrogate(clean.charAt(excess))) {
      excess++;
    }
    return clean.substring(excess);
  }

  private static boolean isShown(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL -> c == '\n' || c == '\t';
      case Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          false;
      default -> true;
    };
  }

  private void tell(MacAddress mac, ProgressEvent event, MachineStates.Report report) {
    String message = event.message() == null ? "" : event.message().replace('\n', '|');
    switch (event.status()) {
      case FAILED -> {
        answers.failed();
        LOG.error("{}: failed in phase {}: {}", mac, event.phase(), message);
      }
      case INSTALLED -> {
        if (report.duration() != null) {
          answers.installed(report.duration());
        }
        LOG.info("{}: installed", mac);
      }
      case RUNNING -> LOG.info("{}: phase {}", mac, event.phase());
    }
  }
}
