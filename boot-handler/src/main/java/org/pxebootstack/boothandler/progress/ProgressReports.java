package org.pxebootstack.boothandler.progress;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
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
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.module.blackbird.BlackbirdModule;

/** What os-installers say of how far they are. */
@Component
class ProgressReports {
  private static final Logger LOG = LoggerFactory.getLogger(ProgressReports.class);

  /** As nginx has it. */
  private static final int LARGEST_EVENT = 64 << 10;

  private static final String EXAMPLE = "{\"status\":\"running\",\"phase\":\"disk\"}";

  /** Reflection takes longer than reading. */
  private final JsonMapper json =
      ContractJson.mapper().rebuild().addModule(new BlackbirdModule()).build();

  private final MachineStates states;
  private final BootTokens tokens;
  private final Answers answers;

  ProgressReports(MachineStates states, BootTokens tokens, Answers answers) {
    this.states = states;
    this.tokens = tokens;
    this.answers = answers;
  }

  /** Answers 204; where the token has not long to go, with a new one in {@code Pxeboot-Token}. */
  void take(String macText, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    MacAddress mac = RequestedMachine.mac(macText);
    BootTokens.Valid token =
        tokens
            .checkIssued(mac, request.getHeader(HttpHeaders.AUTHORIZATION))
            .orElseThrow(() -> notTheLatestBoot(mac));
    ProgressEvent event = parse(read(request));
    MachineStates.Report report =
        states.reported(mac, token.boot(), event).orElseThrow(() -> notTheLatestBoot(mac));
    answers.event(event.status());
    if (report.isNews()) {
      tell(mac, event, report);
    }
    tokens.renewal(mac, token).ifPresent(each -> response.setHeader("Pxeboot-Token", each));
    response.setStatus(HttpServletResponse.SC_NO_CONTENT);
  }

  private static Refusal notTheLatestBoot(MacAddress mac) {
    return new Refusal(
        HttpStatus.FORBIDDEN,
        "only the latest boot that this stack started may report for "
            + mac
            + "; send the token of its script");
  }

  /** The body as it came: whatever a client says that it is, only an event is taken. */
  private static byte[] read(HttpServletRequest request) throws IOException {
    int announced = request.getContentLength();
    int most = announced < 0 ? LARGEST_EVENT + 1 : Math.min(announced, LARGEST_EVENT + 1);
    byte[] event = request.getInputStream().readNBytes(most);
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
