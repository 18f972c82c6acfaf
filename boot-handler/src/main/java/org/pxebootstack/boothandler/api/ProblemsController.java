package org.pxebootstack.boothandler.api;

import java.util.List;
import org.pxebootstack.boothandler.definition.Problems;
import org.pxebootstack.contract.definition.Problem;
import org.pxebootstack.contract.install.ContractJson;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** {@code GET /api/v1/problems}: what keeps machines from being booted, each with its cure. */
@RestController
class ProblemsController {
  private final JsonMapper json = ContractJson.mapper();
  private final Problems problems;

  ProblemsController(Problems problems) {
    this.problems = problems;
  }

  @GetMapping(path = "/api/v1/problems", produces = MediaType.APPLICATION_JSON_VALUE)
  String all() {
    List<Problem> all = problems.all();
    return json.writeValueAsString(all);
  }
}
