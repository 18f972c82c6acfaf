package org.pxebootstack.installer.http;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.contract.image.ImageManifest;
import org.pxebootstack.contract.image.Sha256;
import org.pxebootstack.installer.InstallException;

/**
 * Downloads an archive to a program that unpacks it. Fetching, checking and writing go side by side
 * through a few buffers, which are used again: memory does not grow with the archive. Where the
 * digests of the chunks are known, no byte of a chunk is written before the chunk was found right.
 */
public final class ArchiveDownload {
  /** Bytes of all buffers together, as far as two chunks are not more. */
  private static final int MEMORY = 16 << 20;

  private static final int MOST_BUFFERS = 4;

  /** The size of a pipe. */
  private static final int WRITTEN_AT_ONCE = 64 << 10;

  private final URI url;
  private final ImageManifest.@Nullable Entry expected;
  private final Patience patience;
  private final Consumer<String> say;
  private final RemoteFile file;
  private final int chunkSize;

  ArchiveDownload(
      URI url, ImageManifest.@Nullable Entry expected, Patience patience, Consumer<String> say) {
    this.url = url;
    this.expected = expected;
    this.patience = patience;
    this.say = say;
    this.file = new RemoteFile(url, patience.silence());
    this.chunkSize =
        expected == null || expected.chunkSize() == null
            ? ImageManifest.CHUNK_SIZE
            : expected.chunkSize();
  }

  /** Is told how far it is. */
  @FunctionalInterface
  public interface Progress {
    void bytes(long done, long total);
  }

  /**
   * Copies all of it; what was written by then is right, as far as there are digests of chunks.
   *
   * @throws DownloadFailedException why it can't be had, or is not what was announced
   * @throws IOException when {@code out} can't take it
   */
  public void copyTo(OutputStream out, Progress progress) throws IOException, InterruptedException {
    try (ChunkReader reader = reader();
        ExecutorService fetching = thread();
        ExecutorService checking = thread();
        ExecutorService summing = thread()) {
      try {
        reader.read(new Chunk(0, 0, new byte[0], 0)); // From now on the size is known.
        requireExpectedSize();
        copy(new Stages(reader, fetching, checking, summing, Sha256.begin()), out, progress);
      } catch (InstallException e) {
        throw new DownloadFailedException(e);
      } finally {
        fetching.shutdownNow();
        checking.shutdownNow();
        summing.shutdownNow();
      }
    }
  }

  private ChunkReader reader() {
    return new ChunkReader(file, new Retries(url, patience, say));
  }

  /** One that stops waiting for a server when it is interrupted: a platform thread would not. */
  private static ExecutorService thread() {
    return Executors.newSingleThreadExecutor(Thread.ofVirtual().factory());
  }

  /**
   * Chunks are fetched by one thread, checked by the next, and added to the digest of the whole by
   * the third, in their order: whoever writes never waits for a digest.
   */
  private record Stages(
      ChunkReader reader,
      ExecutorService fetching,
      ExecutorService checking,
      ExecutorService summing,
      MessageDigest whole) {}

  private void copy(Stages stages, OutputStream out, Progress progress)
      throws IOException, InstallException, InterruptedException {
    Queue<Future<Chunk>> ahead = new ArrayDeque<>();
    int buffers = Math.min(Math.clamp(MEMORY / chunkSize, 2, MOST_BUFFERS), chunks());
    for (int i = 0; i < buffers; i++) {
      ahead.add(begin(stages, chunk(i, new byte[chunkSize])));
    }
    for (Future<Chunk> first = ahead.poll(); first != null; first = ahead.poll()) {
      Chunk chunk = await(first);
      write(chunk, out, progress, file.size());
      int next = chunk.index() + buffers;
      if (next < chunks()) {
        ahead.add(begin(stages, chunk(next, chunk.buffer())));
      }
    }
    requireExpectedDigest(Sha256.end(stages.whole()));
  }

  private int chunks() {
    return Math.toIntExact(Math.ceilDiv(file.size(), chunkSize));
  }

  private Chunk chunk(int index, byte[] buffer) {
    long from = (long) index * chunkSize;
    return new Chunk(index, from, buffer, (int) Math.min(chunkSize, file.size() - from));
  }

  private Future<Chunk> begin(Stages stages, Chunk chunk) {
    Future<Chunk> fetched =
        stages
            .fetching()
            .submit(() -> {
              stages.reader().read(chunk);
              return chunk;
            });
    ChunkCheck check = new ChunkCheck(file, digests(), this::reader, say);
    Future<Chunk> checked =
        stages
            .checking()
            .submit(() -> {
              check.check(await(fetched));
              return chunk;
            });
    return stages
        .summing()
        .submit(() -> {
          stages.whole().update(await(checked).buffer(), 0, chunk.length());
          return chunk;
        });
  }

  private static void write(Chunk chunk, OutputStream out, Progress progress, long total)
      throws IOException {
    for (int i = 0; i < chunk.length(); i += WRITTEN_AT_ONCE) {
      int length = Math.min(WRITTEN_AT_ONCE, chunk.length() - i);
      out.write(chunk.buffer(), i, length);
      progress.bytes(chunk.from() + i + length, total);
    }
  }

  private static <T> T await(Future<T> future) throws InstallException, InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case InstallException known -> throw known;
        case InterruptedException interrupted -> throw interrupted;
        case null, default -> throw new IllegalStateException(e);
      }
    }
  }

  private List<String> digests() {
    return expected == null || expected.chunks() == null ? List.of() : expected.chunks();
  }

  private void requireExpectedSize() throws InstallException {
    if (expected != null && expected.size() != file.size()) {
      throw new InstallException(
          "%s has %d bytes on the server, but %d in its manifest; pull the image again"
              .formatted(url, file.size(), expected.size()));
    }
  }

  private void requireExpectedDigest(String actual) throws InstallException {
    if (expected != null && !expected.sha256().equals(actual)) {
      throw new InstallException(
          "%s has the SHA-256 %s, but %s in its manifest; pull the image again"
              .formatted(url, actual, expected.sha256()));
    }
  }
}
