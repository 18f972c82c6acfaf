package org.pxebootstack.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.pxebootstack.command.Command;

/**
 * From {@code docker run} of the container, as README shows it first, to its first right answers,
 * and the memory that all of it takes then.
 */
final class ContainerStart implements Benchmark {
  private static final int STARTS = 7;

  /** The doctor has looked around by then. */
  private static final Duration SETTLES = Duration.ofSeconds(60);

  private final String image;
  private final Path workDir;

  ContainerStart(String image, Path workDir) {
    this.image = image;
    this.workDir = workDir;
  }

  @Override
  public String name() {
    return "container-start";
  }

  @Override
  public List<Row> run() throws IOException {
    List<Row> rows = new ArrayList<>();
    try (StartingPlace place = StartingPlace.make(image, workDir, 10)) {
      rows.addAll(starts(place, 10));
    }
    try (StartingPlace place = StartingPlace.make(image, workDir, 1_000)) {
      rows.addAll(starts(place, 1_000));
      StackUnderTest.pause(SETTLES);
      rows.add(
          Row.of(
              "all of the container's memory then, a minute later (proportional set size)",
              "%.0f MiB".formatted(ContainerMemory.proportionalMebibytes(place.container())),
              "≤ 320 MB (305 MiB)"));
    }
    return rows;
  }

  private static List<Row> starts(StartingPlace place, int machines) throws IOException {
    List<Double> script = new ArrayList<>();
    List<Double> lease = new ArrayList<>();
    Command probe = place.inside(StartProbe.command(STARTS, machines - 1, place.run()));
    var _ =
        probe
            .withLines(line -> {
              String[] seconds = line.split(" ");
              script.add(Double.valueOf(seconds[0]));
              lease.add(Double.valueOf(seconds[1]));
            })
            .withTimeout(Duration.ofMinutes(10))
            .run();
    return List.of(
        row("from docker run to the first right script, %,d definitions", machines, script),
        row("to the first right answer of DHCP, %,d definitions", machines, lease));
  }

  private static Row row(String what, int machines, List<Double> seconds) {
    return Row.of(
        what.formatted(machines),
        "%.2f s (%.2f to %.2f)"
            .formatted(
                Statistics.median(seconds),
                Statistics.percentile(seconds, 0),
                Statistics.greatest(seconds)),
        "≤ 3 s");
  }
}
