package org.pxebootstack.boothandler.observation;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import org.pxebootstack.boothandler.BootHandlerSettings;
import org.pxebootstack.boothandler.definition.CurrentDefinitions;
import org.pxebootstack.boothandler.definition.Problems;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Which definitions are in use, and how sure that is. */
@Component("definitions")
class DefinitionsHealth implements HealthIndicator {
  private final BootHandlerSettings settings;
  private final CurrentDefinitions definitions;
  private final Problems problems;

  DefinitionsHealth(
      BootHandlerSettings settings,
      CurrentDefinitions definitions,
      Problems problems,
      MeterRegistry registry) {
    this.settings = settings;
    this.definitions = definitions;
    this.problems = problems;
    registry.gauge("pxeboot.definitions", definitions, each -> each.snapshot().size());
    registry.gauge("pxeboot.problems", problems, each -> each.all().size());
    registry.gauge("pxeboot.definitions.age.seconds", this, each -> each.age().toMillis() / 1000.0);
  }

  @Override
  public Health health() {
    return Health.up()
        .withDetail("directory", settings.vmsDir().toString())
        .withDetail("definitions", definitions.snapshot().size())
        .withDetail("problems", problems.all().size())
        .withDetail("age_seconds", age().toSeconds())
        .build();
  }

  private Duration age() {
    return Duration.between(definitions.lastLook(), Instant.now());
  }
}
