package org.pxebootstack.vmwatcher.hosts;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** A text file that a reader, or a power cut, finds either as it was or as it is to be. */
final class AtomicFile {
  private final Path directory;
  private final Path file;
  private final Path fresh;

  AtomicFile(Path directory, String name) {
    this.directory = directory;
    this.file = directory.resolve(name);
    this.fresh = directory.resolve("." + name + ".new");
  }

  /**
   * Writes {@code text} unless it already stands there; says whether it wrote. What a crash has
   * left half written goes either way.
   */
  boolean replace(String text) throws IOException {
    Files.deleteIfExists(fresh);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (Files.exists(file) && Arrays.equals(Files.readAllBytes(file), bytes)) {
      return false;
    }
    // Never through a link: the directory is boot-handler's too, which is less trusted.
    try (FileChannel channel =
        FileChannel.open(fresh, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel channel = FileChannel.open(directory)) {
      channel.force(true);
    }
    return true;
  }
}
