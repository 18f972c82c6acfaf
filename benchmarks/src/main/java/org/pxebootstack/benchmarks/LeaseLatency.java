package org.pxebootstack.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** From a definition that is dropped to dnsmasq's acknowledgement of its address. */
final class LeaseLatency implements Benchmark {
  private static final int WARM_UP = 20;
  private static final int MEASURED = 200;

  private final String image;
  private final Path workDir;

  LeaseLatency(String image, Path workDir) {
    this.image = image;
    this.workDir = workDir;
  }

  @Override
  public String name() {
    return "lease-latency";
  }

  @Override
  public List<Row> run() throws IOException {
    return List.of(measure(1_000, "99th < 300 ms"), measure(10_000, "99th < 1 s"));
  }

  private Row measure(int machines, String goal) throws IOException {
    List<Double> all = new ArrayList<>();
    try (StackUnderTest stack = StackUnderTest.start(image, workDir, machines)) {
      stack
          .lab()
          .inNetwork(Path.of(System.getProperty("java.home"), "bin", "java").toString())
          .with("-cp", System.getProperty("java.class.path"), LeaseProbe.class.getName())
          .with(stack.lab().vmsDir().toString(), StackUnderTest.BROADCAST)
          .with(Integer.toString(machines), Integer.toString(WARM_UP + MEASURED))
          .withLines(line -> all.add(Double.valueOf(line)))
          .withTimeout(Duration.ofMinutes(10))
          .run();
    }
    List<Double> measured = all.subList(WARM_UP, all.size());
    return Row.of(
        "a definition renamed into place, to its DHCP lease, %,d others".formatted(machines),
        "median %.0f ms, 99th percentile %.0f ms of %d"
            .formatted(
                Statistics.median(measured), Statistics.percentile(measured, 99), measured.size()),
        goal);
  }
}
