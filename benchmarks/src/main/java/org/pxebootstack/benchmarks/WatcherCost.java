package org.pxebootstack.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What vm-watcher needs for 10,000 definitions: at rest, and for each change. */
final class WatcherCost implements Benchmark {
  private static final int MACHINES = 10_000;
  private static final int WARM_UP = 30;
  private static final int CHANGES = 30;
  private static final Duration REST = Duration.ofSeconds(60);
  private static final Duration BETWEEN_CHANGES = Duration.ofMillis(700);

  private final String image;
  private final Path workDir;

  WatcherCost(String image, Path workDir) {
    this.image = image;
    this.workDir = workDir;
  }

  @Override
  public String name() {
    return "vm-watcher";
  }

  @Override
  public List<Row> run() throws IOException {
    try (StackUnderTest stack = StackUnderTest.start(image, workDir, MACHINES)) {
      ServiceProcess watcher = stack.process("vm-watcher.jar");
      change(stack, WARM_UP);
      Duration before = watcher.processorTime();
      change(stack, CHANGES);
      Duration perChange = watcher.processorTime().minus(before).dividedBy(CHANGES);
      double memory = watcher.residentMebibytes();
      Duration beforeRest = watcher.processorTime();
      StackUnderTest.pause(REST);
      double rest = watcher.processorTime().minus(beforeRest).toMillis() * 100.0 / REST.toMillis();
      return List.of(
          Row.of(
              "vm-watcher, one of 10,000 definitions changed: processor time",
              "%d ms".formatted(perChange.toMillis()),
              "< 300 ms"),
          Row.of("its resident memory then", "%.0f MiB".formatted(memory), "< 64 MB (61 MiB)"),
          Row.of("its processor time at rest", "%.2f %% of a core".formatted(rest), "< 0.2 %"));
    }
  }

  /** Each change is one that dnsmasq has to be told of. */
  private static void change(StackUnderTest stack, int times) throws IOException {
    for (int i = 0; i < times; i++) {
      stack.lab().define(Machines.name(i), Machines.json(i + MACHINES * 2, ""));
      StackUnderTest.pause(BETWEEN_CHANGES);
      stack.define(i, "");
      StackUnderTest.pause(BETWEEN_CHANGES);
    }
  }
}
