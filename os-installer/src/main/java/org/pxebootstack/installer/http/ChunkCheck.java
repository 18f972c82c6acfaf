package org.pxebootstack.installer.http;

import java.security.MessageDigest;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.pxebootstack.contract.image.Sha256;
import org.pxebootstack.installer.InstallException;

/**
 * Compares chunks with their digests, and fetches a damaged one again. For one thread.
 *
 * @param digests of all chunks; empty where nobody knows them
 * @param anotherReader reads by a connection of its own, beside the stream that goes on
 */
record ChunkCheck(
    RemoteFile file,
    List<String> digests,
    Supplier<ChunkReader> anotherReader,
    Consumer<String> say) {
  static final int TRIES = 5;

  /**
   * Makes sure that it is right.
   *
   * @throws InstallException when it stays damaged
   */
  void check(Chunk chunk) throws InstallException, InterruptedException {
    if (digests.isEmpty() || isRight(chunk)) {
      return;
    }
    String name = "chunk %d of %d of %s".formatted(chunk.index() + 1, digests.size(), file.url());
    for (int i = 1; i < TRIES; i++) {
      say.accept(name + " arrived damaged; fetching it again");
      try (ChunkReader reader = anotherReader.get()) {
        reader.read(chunk);
      }
      if (isRight(chunk)) {
        return;
      }
    }
    throw new InstallException(
        "%s (%d bytes from byte %d) has not the SHA-256 of its manifest, fetched %d times; pull the image again, and check the server's disk"
            .formatted(name, chunk.length(), chunk.from(), TRIES));
  }

  private boolean isRight(Chunk chunk) {
    MessageDigest digest = Sha256.begin();
    digest.update(chunk.buffer(), 0, chunk.length());
    return Sha256.end(digest).equals(digests.get(chunk.index()));
  }
}
