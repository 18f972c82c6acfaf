package org.pxebootstack.cli.doctor;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Tries whether a change in a directory is told by inotify(7). */
final class EventTrial {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private EventTrial() {}

  /**
   * Asks for events, and makes a file whose name begins with a dot, which no program of the stack
   * reads, where that is allowed.
   *
   * @return why no event came; empty where one did, or where no file can be made
   */
  static Optional<String> failure(Path directory) throws IOException {
    try (WatchService service = directory.getFileSystem().newWatchService()) {
      var _ = directory.register(service, ENTRY_CREATE);
      if (!Files.isWritable(directory)) {
        return Optional.empty();
      }
      Path file = Files.createTempFile(directory, ".pxeboot-doctor", ".tmp");
      try {
        return service.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS) == null
            ? Optional.of("a file was made there, and no event told of it")
            : Optional.empty();
      } finally {
        Files.delete(file);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }
}
