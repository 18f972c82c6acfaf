package org.pxebootstack.installer.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.installer.InstallException;

/**
 * Reads pieces of a remote file, mostly one behind the other on one connection. Where that breaks,
 * it goes on with a new one, from the beginning of the piece. For one thread.
 */
final class ChunkReader implements AutoCloseable {
  private final RemoteFile file;
  private final Retries retries;
  private @Nullable Get answer;
  private long position;

  ChunkReader(RemoteFile file, Retries retries) {
    this.file = file;
    this.retries = retries;
  }

  /**
   * Fills the chunk.
   *
   * @throws InstallException when it can't be had, however often it was tried
   */
  void read(Chunk chunk) throws InstallException, InterruptedException {
    while (true) {
      try {
        fill(bodyAt(chunk.from()), chunk);
        position = chunk.from() + chunk.length();
        retries.advanced();
        return;
      } catch (IOException e) {
        close();
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        retries.failed(e);
      }
    }
  }

  private InputStream bodyAt(long from) throws IOException, InstallException {
    if (answer == null || position != from) {
      close();
      answer = file.open(from);
    }
    return answer.body();
  }

  private void fill(InputStream body, Chunk chunk) throws IOException {
    int filled = 0;
    try {
      while (filled < chunk.length()) {
        int read = body.read(chunk.buffer(), filled, chunk.length() - filled);
        if (read < 0) {
          throw new IOException("it ended");
        }
        filled += read;
      }
    } catch (SocketTimeoutException e) {
      throw Get.silent(e, file.silence());
    } catch (IOException e) {
      throw new IOException(
          "the connection broke after %d of %d bytes (%s)"
              .formatted(chunk.from() + filled, file.size(), e.getMessage()),
          e);
    }
  }

  @Override
  public void close() {
    if (answer != null) {
      answer.close();
    }
    answer = null;
  }
}
