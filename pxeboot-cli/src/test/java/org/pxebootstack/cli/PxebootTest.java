package org.pxebootstack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PxebootTest {

  @Test
  void anUnknownDistributionIsOneSentenceAndAnExitCode() {
    CommandRun run = CommandRun.of(Map.of(), "distro", "pull", "plan9-4");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err().strip())
        .isEqualTo("pxeboot: plan9-4 can't be pulled; this version knows debian-13");
  }

  @Test
  void aHostileDistributionIsRefused() {
    CommandRun run = CommandRun.of(Map.of(), "distro", "pull", "../../etc");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("is not a distribution");
  }

  @Test
  void awayFromATerminalABarIsAFewLines() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StepLog log = new StepLog(new PrintStream(out, true, StandardCharsets.UTF_8), false);
    log.step("power on", "a machine");
    for (long done = 0; done <= 100; done++) {
      log.bytes("install", done, 100L, 2048);
    }
    assertThat(out.toString(StandardCharsets.UTF_8).replaceAll("\\[ *[0-9.]+ s]", "[t]"))
        .isEqualTo(
            """
            [t] power on   a machine
            [t] install      0 %  0 B of 100 B  2.0 KiB/s
            [t] install     20 %  20 B of 100 B  2.0 KiB/s
            [t] install     40 %  40 B of 100 B  2.0 KiB/s
            [t] install     60 %  60 B of 100 B  2.0 KiB/s
            [t] install     80 %  80 B of 100 B  2.0 KiB/s
            [t] install    100 %  100 B of 100 B  2.0 KiB/s
            """);
  }
}
