package org.pxebootstack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      textBlock =
          """
          foo => Unmatched argument at index 0: 'foo'; see pxeboot --help
          vm => Missing required subcommand; see pxeboot vm --help
          vm validate => Missing required parameter: 'DIR|FILE'; see pxeboot vm validate --help
          vm validate . --format xml => Invalid value for option '--format': expected one of [TEXT, JSON] (case-insensitive) but was 'xml'; see pxeboot vm validate --help
          vm validate --foo . => Unknown option: '--foo'; see pxeboot vm validate --help
          explain => Missing required parameter: 'MAC|NAME'; see pxeboot explain --help
          explain web1 --state gone => Invalid value for option '--state': expected one of [DEFINED, INSTALLED] (case-insensitive) but was 'gone'; see pxeboot explain --help
          """)
  void wrongArgumentsAreOneSentenceAndAnExitCode(String arguments, String sentence) {
    assertThat(CommandRun.of(Map.of(), arguments.split(" ")))
        .isEqualTo(new CommandRun(2, "", "pxeboot: " + sentence + "\n"));
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
