package org.pxebootstack.boothandler.observation;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.contract.install.ProgressEvent;
import org.springframework.stereotype.Component;

/** Counts what was answered and what was reported. */
@Component
public class Answers {
  private final Map<Script, Counter> scripts = new EnumMap<>(Script.class);
  private final Map<ProgressEvent.Status, Counter> events =
      new EnumMap<>(ProgressEvent.Status.class);
  private final Counter configurations;
  private final Counter installed;
  private final Counter failed;
  private final Timer installDuration;
  private final Timer readyDuration;

  Answers(MeterRegistry registry) {
    for (Script each : Script.values()) {
      scripts.put(each, registry.counter("pxeboot.scripts", "outcome", label(each)));
    }
    for (ProgressEvent.Status each : ProgressEvent.Status.values()) {
      events.put(each, registry.counter("pxeboot.events", "status", label(each)));
    }
    this.configurations = registry.counter("pxeboot.configurations");
    this.installed = registry.counter("pxeboot.installs", "outcome", "installed");
    this.failed = registry.counter("pxeboot.installs", "outcome", "failed");
    this.installDuration =
        Timer.builder("pxeboot.install.duration")
            .description("from the first lease of a boot to the end of its successful installation")
            .register(registry);
    this.readyDuration =
        Timer.builder("pxeboot.ready.duration")
            .description("from the first lease of a boot to the installed system that is up")
            .register(registry);
  }

  /** What kind of script a machine was given. */
  public enum Script {
    BOOT,
    DISK,
    REFUSED
  }

  public void script(Script kind) {
    count(scripts.get(kind));
  }

  public void configuration() {
    configurations.increment();
  }

  public void event(ProgressEvent.Status status) {
    count(events.get(status));
  }

  public void installed(Duration duration) {
    installed.increment();
    installDuration.record(duration);
  }

  public void ready(@Nullable Duration duration) {
    if (duration != null) {
      readyDuration.record(duration);
    }
  }

  public void failed() {
    failed.increment();
  }

  private static void count(@Nullable Counter counter) {
    if (counter != null) {
      counter.increment();
    }
  }

  private static String label(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
