package org.pxebootstack.boothandler.progress;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.boothandler.access.ReadyTokens;
import org.pxebootstack.boothandler.machine.BootId;
import org.pxebootstack.boothandler.machine.MachineStates;
import org.pxebootstack.boothandler.observation.Answers;
import org.pxebootstack.boothandler.web.Refusal;
import org.pxebootstack.boothandler.web.RequestedMachine;
import org.pxebootstack.contract.machine.MacAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /ready/<mac>}: cloud-init of the installed system has come to its end. */
@RestController
class ReadyController {
  private static final Logger LOG = LoggerFactory.getLogger(ReadyController.class);

  private final MachineStates states;
  private final ReadyTokens tokens;
  private final Answers answers;

  ReadyController(MachineStates states, ReadyTokens tokens, Answers answers) {
    this.states = states;
    this.tokens = tokens;
    this.answers = answers;
  }

  /** What the body says is not read: only that the system can say it counts. */
  @PostMapping("/ready/{mac}")
  ResponseEntity<Void> ready(
      @PathVariable("mac") String macText,
      @RequestHeader(name = "Authorization", required = false) @Nullable String authorization) {
    MacAddress mac = RequestedMachine.mac(macText);
    BootId boot = tokens.check(mac, authorization).orElseThrow(() -> notInstalledLast(mac));
    Optional<MachineStates.Report> report = states.ready(mac, boot);
    if (report.orElseThrow(() -> notInstalledLast(mac)).isNews()) {
      answers.ready(report.get().duration());
      LOG.info("{}: ready", mac);
    }
    return ResponseEntity.noContent().build();
  }

  private static Refusal notInstalledLast(MacAddress mac) {
    return new Refusal(
        HttpStatus.FORBIDDEN,
        "only the system that this stack installed last on %s may say that it is ready; send the user and password of its vendor-data"
            .formatted(mac));
  }
}
