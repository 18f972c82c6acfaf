package org.pxebootstack.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code /ipxe} with few and with very many definitions, against the container's nginx serving the
 * same script as a static file. Both are asked in turn, so that a busy moment hits both.
 */
final class ScriptRate implements Benchmark {
  private static final List<Integer> SIZES = List.of(10, 1_000, 10_000, 100_000);
  private static final Duration WARM_UP = Duration.ofSeconds(10);
  private static final Duration RUN = Duration.ofSeconds(4);
  private static final int RUNS = 3;
  private static final String SCRIPT = "/ipxe?mac=52:54:00:@";
  private static final String FILE = "/images/script.ipxe";

  private final String image;
  private final Path workDir;

  ScriptRate(String image, Path workDir) {
    this.image = image;
    this.workDir = workDir;
  }

  @Override
  public String name() {
    return "script-rate";
  }

  /** The medians of one size. */
  private record Figures(
      double direct, double throughNginx, double file, double p99, double p99ThroughNginx) {}

  @Override
  public List<Row> run() throws IOException {
    List<Row> rows = new ArrayList<>();
    List<Figures> all = new ArrayList<>();
    for (int size : SIZES) {
      Figures figures = measure(size);
      all.add(figures);
      rows.add(rate("`/ipxe`, %,d definitions", size, figures.direct(), figures.file()));
      rows.add(rate("the same through nginx", size, figures.throughNginx(), figures.file()));
      rows.add(
          Row.of(
              "its 99th percentile, 8 connections",
              "%.1f ms, %.1f ms through nginx".formatted(figures.p99(), figures.p99ThroughNginx()),
              "< 20 ms"));
    }
    double few = all.getFirst().direct() / all.getFirst().file();
    double many = all.getLast().direct() / all.getLast().file();
    rows.add(
        new Row(
            "`/ipxe` with 100,000 definitions",
            "%.2f of nginx".formatted(many),
            "%.2f with 10".formatted(few),
            "%.2f".formatted(many / few),
            "0.9"));
    return rows;
  }

  private static Row rate(String what, int size, double rate, double file) {
    return new Row(
        what.formatted(size),
        "%,.0f/s".formatted(rate),
        "nginx, static: %,.0f/s".formatted(file),
        "%.2f".formatted(rate / file),
        "0.3");
  }

  private Figures measure(int size) throws IOException {
    List<Wrk.Result> direct = new ArrayList<>();
    List<Wrk.Result> through = new ArrayList<>();
    List<Wrk.Result> file = new ArrayList<>();
    try (StackUnderTest stack = StackUnderTest.start(image, workDir, size)) {
      Wrk wrk = new Wrk(workDir, size);
      String script = stack.lab().get("/ipxe?mac=" + Machines.mac(0)).output();
      Files.writeString(stack.images().resolve("script.ipxe"), script);
      var _ = wrk.run(stack, StackUnderTest.NGINX, SCRIPT, WARM_UP);
      for (int i = 0; i < RUNS; i++) {
        file.add(wrk.run(stack, StackUnderTest.NGINX, FILE, RUN));
        direct.add(wrk.run(stack, StackUnderTest.BOOT_HANDLER, SCRIPT, RUN));
        through.add(wrk.run(stack, StackUnderTest.NGINX, SCRIPT, RUN));
      }
    }
    return new Figures(rate(direct), rate(through), rate(file), p99(direct), p99(through));
  }

  private static double rate(List<Wrk.Result> runs) {
    return Statistics.median(runs.stream().map(Wrk.Result::requestsPerSecond).toList());
  }

  private static double p99(List<Wrk.Result> runs) {
    return Statistics.median(runs.stream().map(Wrk.Result::p99).toList());
  }
}
