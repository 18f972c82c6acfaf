package org.pxebootstack.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.pxebootstack.command.Command;

/** The status pages with 1,000 machines: how soon they are seen, and what it costs to follow. */
final class StatusPages implements Benchmark {
  private static final int MACHINES = 1_000;
  private static final int PAGES = 50;
  private static final int SECONDS = 30;
  private static final int LOADS = 11;
  private static final Duration SETUP = Duration.ofMinutes(3);

  private final String image;
  private final Path workDir;

  StatusPages(String image, Path workDir) {
    this.image = image;
    this.workDir = workDir;
  }

  @Override
  public String name() {
    return "status-pages";
  }

  @Override
  public List<Row> run() throws IOException {
    List<Row> rows = new ArrayList<>();
    try (StackUnderTest stack = StackUnderTest.start(image, workDir, MACHINES)) {
      rows.add(firstPaint(stack));
      rows.addAll(reports(stack));
    }
    return rows;
  }

  /** From the request on, as the browser itself measures it (W3C Paint Timing). */
  private Row firstPaint(StackUnderTest stack) throws IOException {
    Path chromium = workDir.resolve("chromium");
    Files.writeString(
        chromium,
        "#!/bin/sh\nexec ip netns exec %s /usr/bin/chromium \"$@\"\n"
            .formatted(stack.lab().namespace()));
    Files.setPosixFilePermissions(chromium, PosixFilePermissions.fromString("rwxr-xr-x"));
    ChromeOptions options = new ChromeOptions();
    options.setBinary(chromium.toAbsolutePath().toString());
    // Its network is another than ours, so the two talk by a pipe.
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--remote-debugging-pipe");
    ChromeDriver driver =
        new ChromeDriver(
            new ChromeDriverService.Builder()
                .usingDriverExecutable(Path.of("/usr/bin/chromedriver").toFile())
                .build(),
            options);
    try {
      List<Double> times = new ArrayList<>();
      for (int i = 0; i < LOADS; i++) {
        driver.get(StackUnderTest.NGINX + "/");
        StackUnderTest.pause(Duration.ofMillis(700));
        Object paint =
            driver.executeScript(
                "return performance.getEntriesByName('first-contentful-paint')[0].startTime");
        if (i > 0) { // What is loaded once and kept is there from now on.
          times.add(Double.parseDouble(String.valueOf(paint)));
        }
      }
      return Row.of(
          "status page of 1,000 machines in Chromium: first contentful paint",
          "%.0f ms (%.0f to %.0f)"
              .formatted(
                  Statistics.median(times),
                  times.stream().mapToDouble(each -> each).min().orElseThrow(),
                  times.stream().mapToDouble(each -> each).max().orElseThrow()),
          "< 300 ms");
    } finally {
      driver.quit();
    }
  }

  private List<Row> reports(StackUnderTest stack) throws IOException {
    StringBuilder leases = new StringBuilder();
    for (int i = 0; i < MACHINES; i++) {
      leases.append("4102444800 %s %s * *\n".formatted(Machines.mac(i), Machines.ip(i)));
    }
    // As if dnsmasq had given them.
    var _ =
        Command.of("docker", "exec", "--interactive", stack.lab().namespace(), "tee")
            .with("/var/lib/pvmlab/dnsmasq.leases")
            .withInput(leases.toString())
            .run();
    // Every address of the machines is one of that network's host.
    var _ =
        stack.lab().inNetwork("ip", "route", "add", "local", "192.169.0.0/16", "dev", "lo").run();
    Path log = workDir.resolve("reports.log");
    Files.deleteIfExists(log);
    Process load =
        stack
            .lab()
            .inNetwork(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                ReportingMachines.class.getName(),
                Integer.toString(MACHINES),
                Integer.toString(PAGES),
                Integer.toString(SECONDS))
            .startInBackground(log);
    try {
      ServiceProcess handler = stack.process("boot-handler.jar");
      await(load, log, "steady");
      Duration before = handler.processorTime();
      await(load, log, "measured");
      double cores = handler.processorTime().minus(before).toMillis() / (SECONDS * 1000.0);
      double memory = handler.residentMebibytes();
      stack.await("the machines to end", () -> !load.isAlive());
      String[] figures = Files.readAllLines(log).getLast().split(" ");
      return List.of(
          Row.of(
              "1,000 machines report twice a second (%s/s) for a while, 50 pages open: boot-handler"
                  .formatted(figures[2]),
              "%.2f of a core, %.0f MiB".formatted(cores, memory),
              "< 0.5 of a core"),
          Row.of(
              "from a machine's report to each of the pages, %s of %s seen, %s reports refused"
                  .formatted(figures[1], figures[0], figures[3]),
              "median %s ms, at most %s ms".formatted(figures[4], figures[5]),
              "< 1 s"));
    } finally {
      load.destroy();
    }
  }

  private static void await(Process load, Path log, String line) throws IOException {
    long end = System.nanoTime() + SETUP.toNanos();
    while (!Files.exists(log) || !Files.readString(log).contains(line)) {
      if (!load.isAlive() || System.nanoTime() > end) {
        throw new IOException("the machines don't report: " + Files.readString(log));
      }
      StackUnderTest.pause(Duration.ofMillis(20));
    }
  }
}
