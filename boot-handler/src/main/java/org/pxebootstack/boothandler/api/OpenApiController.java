package org.pxebootstack.boothandler.api;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/v1/openapi.yaml}: the description of all of it. */
@RestController
class OpenApiController {

  @GetMapping(path = "/api/v1/openapi.yaml", produces = "application/yaml")
  Resource description() {
    return new ClassPathResource("openapi/openapi.yaml");
  }
}
