package org.pxebootstack.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pxebootstack.command.Command;

/** wrk (https://github.com/wg/wrk) with 8 connections that ask for machines at random. */
final class Wrk {
  private static final Pattern RESULT = Pattern.compile("result ([0-9.]+) ([0-9.]+) (\\d+)");

  private final Path script;
  private final int machines;

  /**
   * @param directory gets wrk's script
   * @param machines how many there are to choose from
   */
  Wrk(Path directory, int machines) throws IOException {
    this.script = directory.resolve("wrk.lua");
    this.machines = machines;
    try (InputStream lua =
        Objects.requireNonNull(Wrk.class.getResourceAsStream("wrk.lua"), "wrk.lua")) {
      Files.write(script, lua.readAllBytes());
    }
  }

  /**
   * @param requestsPerSecond of a whole run
   * @param p99 of the latency, in milliseconds
   */
  record Result(double requestsPerSecond, double p99) {}

  /**
   * Runs once.
   *
   * @param path {@code @} stands for the last three bytes of a machine's MAC
   * @throws IOException where a single answer was not 200
   */
  Result run(StackUnderTest stack, String origin, String path, Duration time) throws IOException {
    Command wrk =
        Command.of("wrk", "--threads", "1", "--connections", "8")
            .with("--duration", time.toSeconds() + "s", "--script", script.toString())
            .with(origin, "--", Integer.toString(machines), path);
    String output = stack.inContainersNetwork(wrk).run().output();
    Matcher result = RESULT.matcher(output);
    if (!result.find()) {
      throw new IOException("wrk said nothing of its result:\n" + output);
    }
    if (!result.group(3).equals("0")) {
      throw new IOException(result.group(3) + " answers of " + origin + path + " were errors");
    }
    return new Result(Double.parseDouble(result.group(1)), Double.parseDouble(result.group(2)));
  }
}
