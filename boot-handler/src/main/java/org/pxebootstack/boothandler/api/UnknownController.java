package org.pxebootstack.boothandler.api;

import java.time.Instant;
import java.util.List;
import org.pxebootstack.boothandler.unknown.UnknownMachines;
import org.pxebootstack.contract.install.ContractJson;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** {@code GET /api/v1/unknown}: machines that asked and that nobody defined. */
@RestController
class UnknownController {
  private final UnknownList unknown;

  UnknownController(UnknownList unknown) {
    this.unknown = unknown;
  }

  @GetMapping(path = "/api/v1/unknown", produces = MediaType.APPLICATION_JSON_VALUE)
  String all() {
    return unknown.json();
  }

  /** The list as JSON. */
  @Component
  static class UnknownList {
    private final JsonMapper mapper = ContractJson.mapper();
    private final UnknownMachines machines;

    UnknownList(UnknownMachines machines) {
      this.machines = machines;
    }

    private record UnknownView(
        String mac, String address, Instant firstAskedAt, Instant lastAskedAt, long times) {}

    String json() {
      List<UnknownView> views =
          machines.all().stream()
              .map(each ->
                  new UnknownView(
                      each.mac().toString(),
                      each.address(),
                      each.firstAsked(),
                      each.lastAsked(),
                      each.times()))
              .toList();
      return mapper.writeValueAsString(views);
    }
  }
}
