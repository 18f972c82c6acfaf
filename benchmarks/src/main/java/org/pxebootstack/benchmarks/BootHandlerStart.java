package org.pxebootstack.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.pxebootstack.command.Command;

/** How soon boot-handler serves 10,000 definitions, in how much memory, and how soon a change. */
final class BootHandlerStart implements Benchmark {
  private static final int MACHINES = 10_000;
  private static final int STARTS = 7;
  private static final int CHANGES = 50;
  private static final String JAR = "boot-handler.jar";

  private final String image;
  private final Path workDir;

  BootHandlerStart(String image, Path workDir) {
    this.image = image;
    this.workDir = workDir;
  }

  @Override
  public String name() {
    return "boot-handler-start";
  }

  @Override
  public List<Row> run() throws IOException {
    List<Double> ready = new ArrayList<>();
    List<Double> memory = new ArrayList<>();
    List<Double> changed = new ArrayList<>();
    try (StackUnderTest stack = StackUnderTest.start(image, workDir, MACHINES)) {
      for (int i = 0; i < STARTS; i++) {
        ServiceProcess process = restart(stack);
        ready.add(process.age().toMillis() / 1000.0);
        memory.add(process.residentMebibytes());
      }
      for (int i = 0; i < CHANGES; i++) {
        changed.add(change(stack, i * 199, "generation=" + i));
      }
    }
    return List.of(
        Row.of(
            "boot-handler, process start to the first right answer, 10,000 definitions",
            "%.2f s (%.2f to %.2f)"
                .formatted(
                    Statistics.median(ready),
                    Statistics.percentile(ready, 0),
                    Statistics.greatest(ready)),
            "≤ 2 s"),
        Row.of(
            "its resident memory then",
            "%.0f MiB".formatted(Statistics.median(memory)),
            "≤ 200 MB (191 MiB)"),
        Row.of(
            "one of 10,000 files changed: served changed after",
            "%.0f ms, at most %.0f ms of %d"
                .formatted(Statistics.median(changed), Statistics.greatest(changed), CHANGES),
            "≤ 500 ms"));
  }

  /** Kills it; supervisord starts it again. */
  private static ServiceProcess restart(StackUnderTest stack) throws IOException {
    ServiceProcess before = stack.process(JAR);
    before.kill();
    stack.await(
        "boot-handler to be started again",
        () -> stack.find(JAR).filter(each -> !each.equals(before)).isPresent());
    stack.await(
        "boot-handler to answer", () -> script(stack, MACHINES - 1).startsWith("#!ipxe\necho"));
    return stack.process(JAR);
  }

  private static double change(StackUnderTest stack, int machine, String what) throws IOException {
    stack.define(machine, what);
    long start = System.nanoTime();
    stack.await(what + " to be served", () -> script(stack, machine).contains(what));
    return (System.nanoTime() - start) / 1e6;
  }

  private static String script(StackUnderTest stack, int machine) throws IOException {
    return stack
        .inContainersNetwork(
            Command.of("curl", "--silent")
                .with(StackUnderTest.BOOT_HANDLER + "/ipxe?mac=" + Machines.mac(machine)))
        .tryRun()
        .output();
  }
}
