package org.pxebootstack.cli.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A QEMU that runs in the background, known by its pid file. */
final class QemuProcess {
  private final ProcessHandle handle;

  private QemuProcess(ProcessHandle handle) {
    this.handle = handle;
  }

  static Path pidFile(Path directory) {
    return directory.resolve("qemu.pid");
  }

  /** The one that was started for this directory, while it runs. */
  static Optional<QemuProcess> of(Path directory) {
    try {
      long pid = Long.parseLong(Files.readString(pidFile(directory)).strip());
      // The number may be another program's by now.
      String commandLine =
          Files.readString(
              Path.of("/proc", Long.toString(pid), "cmdline"), StandardCharsets.ISO_8859_1);
      return commandLine.contains(pidFile(directory).toString())
          ? ProcessHandle.of(pid).map(QemuProcess::new)
          : Optional.empty();
    } catch (IOException | NumberFormatException e) {
      return Optional.empty(); // It never ran, or went away while we were reading.
    }
  }

  void end(Duration patience) throws IOException {
    handle.destroy();
    try {
      var _ = handle.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      handle.destroyForcibly();
    } catch (ExecutionException e) {
      throw new IOException("waiting for QEMU failed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while ending QEMU", e);
    }
  }
}
