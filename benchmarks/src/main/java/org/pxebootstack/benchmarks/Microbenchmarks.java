package org.pxebootstack.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs {@link ScriptBenchmark} by JMH. */
final class Microbenchmarks implements Benchmark {
  @Override
  public String name() {
    return "jmh";
  }

  @Override
  public List<Row> run() throws IOException {
    Collection<RunResult> results;
    try {
      results =
          new Runner(
                  new OptionsBuilder()
                      .include(ScriptBenchmark.class.getName())
                      .jvmArgsAppend("--enable-native-access=ALL-UNNAMED", "-Xmx1g")
                      .verbosity(VerboseMode.SILENT)
                      .build())
              .run();
    } catch (RunnerException e) {
      throw new IOException("JMH failed: " + e.getMessage(), e);
    }
    List<Row> rows = new ArrayList<>();
    rows.add(compare(results, "lookUp", "JMH: a definition by its MAC, 100,000 definitions"));
    rows.add(compare(results, "script", "JMH: look-up and script, 100,000 definitions"));
    return rows;
  }

  private static Row compare(Collection<RunResult> results, String method, String what) {
    double few = nanoseconds(results, method, "10");
    double many = nanoseconds(results, method, "100000");
    return new Row(
        what,
        "%.0f ns".formatted(many),
        "with 10: %.0f ns".formatted(few),
        "%.1f".formatted(many / few),
        "");
  }

  private static double nanoseconds(Collection<RunResult> results, String method, String machines) {
    return results.stream()
        .filter(each -> each.getParams().getBenchmark().endsWith("." + method))
        .filter(each -> each.getParams().getParam("machines").equals(machines))
        .mapToDouble(each -> each.getPrimaryResult().getScore())
        .findFirst()
        .orElseThrow();
  }
}
