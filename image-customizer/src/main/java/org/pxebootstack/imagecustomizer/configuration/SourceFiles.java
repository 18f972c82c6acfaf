package org.pxebootstack.imagecustomizer.configuration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What the parser has to know of the files that a configuration names. */
@FunctionalInterface
public interface SourceFiles {

  /**
   * A file or directory.
   *
   * @param size in bytes; of a directory it says nothing
   */
  record Found(boolean directory, long size) {}

  /** Looks a path up, relative to the configuration's directory; empty where there is nothing. */
  Optional<Found> find(String path);

  /** The files of this host. */
  static SourceFiles below(Path directory) {
    return path -> {
      Path file = directory.resolve(path);
      try {
        return Files.exists(file)
            ? Optional.of(new Found(Files.isDirectory(file), Files.size(file)))
            : Optional.empty();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    };
  }
}
