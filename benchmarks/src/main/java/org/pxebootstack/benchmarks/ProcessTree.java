package org.pxebootstack.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.pxebootstack.command.Command;

/** A process and all that it starts. */
final class ProcessTree {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);

  private ProcessTree() {}

  /**
   * Runs a command to its end.
   *
   * @return the most resident memory that it had together with its children, in MiB; what they
   *     share is counted for each
   */
  static double peakMebibytes(Command command, Path log) throws IOException {
    Files.deleteIfExists(log);
    Process process = command.startInBackground(log);
    double peak = 0;
    while (process.isAlive()) {
      peak = Math.max(peak, residentMebibytes(process.toHandle()));
      StackUnderTest.pause(BETWEEN_LOOKS);
    }
    if (process.exitValue() != 0) {
      throw new IOException(command.argv() + " failed: " + Files.readString(log));
    }
    return peak;
  }

  private static double residentMebibytes(ProcessHandle process) {
    return Stream.concat(Stream.of(process), process.descendants())
        .mapToDouble(ProcessTree::ofOne)
        .sum();
  }

  private static double ofOne(ProcessHandle process) {
    try {
      return new ServiceProcess(process.pid()).residentMebibytes();
    } catch (IOException | NoSuchElementException e) {
      return 0; // It has ended.
    }
  }
}
