package org.pxebootstack.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** perfdhcp (of Kea) against dnsmasq with few and with many reservations. */
final class DhcpRate implements Benchmark {
  private static final int FEW = 10;
  private static final int MANY = 10_000;
  private static final int RATE = 200;
  private static final Duration RUN = Duration.ofSeconds(20);
  private static final Pattern DROPS = Pattern.compile("drops: (\\d+)");
  private static final Pattern RECEIVED = Pattern.compile("received packets: (\\d+)");
  private static final Pattern AVERAGE = Pattern.compile("avg delay: ([0-9.]+) ms");

  private final String image;
  private final Path workDir;

  DhcpRate(String image, Path workDir) {
    this.image = image;
    this.workDir = workDir;
  }

  @Override
  public String name() {
    return "dhcp-rate";
  }

  /** Sums over both exchanges, and the first one's delay. */
  private record Result(long received, long drops, double delay) {
    String inWords() {
      return "%,d answers, %,d missing, DISCOVER to OFFER %.2f ms"
          .formatted(received, drops, delay);
    }
  }

  @Override
  public List<Row> run() throws IOException {
    Result few = measure(FEW);
    Result many = measure(MANY);
    return List.of(
        Row.of(
            "DHCP, %d clients started each second, 10 reservations".formatted(RATE),
            few.inWords(),
            ""),
        new Row(
            "the same with 10,000 reservations",
            many.inWords(),
            "with 10: %.2f ms".formatted(few.delay()),
            "%.1f".formatted(many.delay() / few.delay()),
            ""));
  }

  private Result measure(int machines) throws IOException {
    try (StackUnderTest stack = StackUnderTest.start(image, workDir, machines)) {
      String output =
          stack
              .lab()
              .inNetwork(
                  "perfdhcp", "-4", "-l", StackUnderTest.BRIDGE, "-r", Integer.toString(RATE))
              .with("-p", Long.toString(RUN.toSeconds()), "-R", Integer.toString(machines))
              .with("-b", "mac=" + Machines.mac(0), "all")
              .withTimeout(RUN.plusMinutes(1))
              .tryRun() // It exits with 3 where an answer is missing.
              .output();
      return new Result(sum(RECEIVED, output), sum(DROPS, output), first(AVERAGE, output));
    }
  }

  private static long sum(Pattern figure, String output) {
    return figure.matcher(output).results().mapToLong(each -> Long.parseLong(each.group(1))).sum();
  }

  private static double first(Pattern figure, String output) throws IOException {
    Matcher matcher = figure.matcher(output);
    if (!matcher.find()) {
      throw new IOException("perfdhcp said nothing of its delay:\n" + output);
    }
    return Double.parseDouble(matcher.group(1));
  }
}
