package org.pxebootstack.installer.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pxebootstack.contract.install.ProgressEvent;

class ConsoleReporterTest {
  @TempDir private Path directory = Path.of("");

  @Test
  void aTerminalShowsOneLineThatIsDrawnAgain() throws IOException {
    Path terminal = Files.createFile(directory.resolve("ttyS0"));
    report(new Console(List.of(new Console.Device(terminal, true))));
    assertThat(Files.readString(terminal).replace("\r", "<").replace("\u001b[K", ">\n"))
        .isEqualTo(
            """
            pxeboot: phase disk
            pxeboot: phase root-filesystem
            <pxeboot: 5 % of 10.0 MiB, 1.0 MiB/s, 10 s left>
            <pxeboot: 50 % of 10.0 MiB, 1.0 MiB/s, 5 s left>
            <pxeboot: 55 % of 10.0 MiB, 0 B/s>
            <pxeboot: 100 % of 10.0 MiB, 1.0 MiB/s, 0 s left>

            pxeboot: FAILED in phase root-filesystem: the disk is full
            pxeboot:   free some
            """);
  }

  @Test
  void whatIsNoTerminalGetsALineForEachTenth() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    Path missing = directory.resolve("missing/ttyS0");
    Console console =
        new Console(List.of(new Console.Device(missing, true), new Console.Device(file, false)));
    report(console);
    assertThat(Files.readString(file))
        .isEqualTo(
            """
            pxeboot: phase disk
            pxeboot: phase root-filesystem
            pxeboot: 50 % of 10.0 MiB, 1.0 MiB/s, 5 s left
            pxeboot: 100 % of 10.0 MiB, 1.0 MiB/s, 0 s left
            pxeboot: FAILED in phase root-filesystem: the disk is full
            pxeboot:   free some
            """);
    assertThat(console.recent())
        .isEqualTo(
            """
               0 s phase disk
               0 s phase root-filesystem
               0 s 50 % of 10.0 MiB, 1.0 MiB/s, 5 s left
               0 s 100 % of 10.0 MiB, 1.0 MiB/s, 0 s left
               0 s FAILED in phase root-filesystem: the disk is full
               0 s free some\
            """);
  }

  private static void report(Console console) {
    long mebibyte = 1 << 20;
    Reporter reporter = new ConsoleReporter(console);
    reporter.report(ProgressEvent.running("disk"));
    reporter.report(ProgressEvent.running("root-filesystem"));
    for (long[] each : new long[][] {{5, 10}, {50, 10}, {55, 0}, {100, 10}}) {
      reporter.report(
          ProgressEvent.running(
              "root-filesystem", each[0] * mebibyte / 10, 10 * mebibyte, each[1] * mebibyte / 10));
    }
    reporter.report(ProgressEvent.failed("root-filesystem", "the disk is full\nfree some", null));
  }

  @Test
  void whatWasSaidLastIsKept() {
    Console console = new Console(List.of());
    for (int i = 0; i < 300; i++) {
      console.line("line " + i + "\u001b[31m");
    }
    assertThat(console.recent()).hasLineCount(100).startsWith("   0 s line 200?[31m\n");
    console.line("y".repeat(20_000));
    assertThat(console.recent()).isEqualTo("y".repeat(ProgressEvent.LONGEST_LOG));
  }
}
