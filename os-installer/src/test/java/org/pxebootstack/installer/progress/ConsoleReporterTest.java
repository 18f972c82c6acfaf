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
  void showsPhasesTenthsAndTheFailureOnEveryConsole() throws IOException {
    Path screen = Files.createFile(directory.resolve("tty0"));
    Path missing = directory.resolve("missing/ttyS0");
    Reporter reporter = new ConsoleReporter(new Console(List.of(missing, screen)));
    reporter.report(ProgressEvent.running("disk"));
    reporter.report(ProgressEvent.running("root-filesystem"));
    for (long done = 0; done <= 1024; done += 64) {
      reporter.report(ProgressEvent.running("root-filesystem", done, 1024L));
    }
    reporter.report(ProgressEvent.failed("root-filesystem", "the disk is full\nfree some"));
    assertThat(Files.readString(screen))
        .startsWith(
            """
            pxeboot: phase disk
            pxeboot: phase root-filesystem
            pxeboot: 10 % of 1.0 KiB
            """)
        .endsWith(
            """
            pxeboot: 100 % of 1.0 KiB
            pxeboot: FAILED in phase root-filesystem: the disk is full
            pxeboot:   free some
            """)
        .hasLineCount(14);
  }
}
