package org.pxebootstack.boothandler.upstream;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.boothandler.BadSettingException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Files that {@code file://} may name: regular ones below one directory that a person named,
 * wherever symbolic links lead. Devices and FIFOs, which never end, are none.
 */
@Component
final class LocalFiles {
  private final @Nullable Path root;

  LocalFiles(UpstreamSettings settings) {
    this.root = settings.fileRoot().isEmpty() ? null : root(settings.fileRoot());
  }

  private static Path root(String text) {
    try {
      Path directory = Path.of(text).toRealPath();
      if (Path.of(text).isAbsolute() && Files.isDirectory(directory)) {
        return directory;
      }
    } catch (IOException | InvalidPathException e) {
      // said below
    }
    throw new BadSettingException(
        "FILE_ROOT: " + text + " is no directory that boot-handler can read",
        "mount it there, and write its whole path");
  }

  /**
   * The file that a URL names, without any link in its path.
   *
   * @throws UpstreamException where there is none that may be served
   */
  Path find(URI uri) throws UpstreamException {
    if (root == null) {
      throw new UpstreamException(
          HttpStatus.BAD_GATEWAY,
          uri + " is not served: start the stack with FILE_ROOT, the directory that may be served");
    }
    try {
      String path = uri.getPath();
      boolean here = uri.getHost() == null || uri.getHost().equals("localhost");
      if (here && path != null && path.startsWith("/")) {
        Path file = Path.of(path).toRealPath();
        if (file.startsWith(root) && Files.isRegularFile(file) && Files.isReadable(file)) {
          return file;
        }
      }
    } catch (IOException | InvalidPathException e) {
      // said below, with the same words wherever it is
    }
    throw new UpstreamException(
        HttpStatus.BAD_GATEWAY,
        uri + " is no regular file below FILE_ROOT " + root + " that boot-handler can read");
  }
}
