package org.pxebootstack.boothandler.access;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumSet;
import org.pxebootstack.boothandler.BadSettingException;

/**
 * A secret that this stack made at its first start, in a file that only it may read: 32 random
 * bytes as a line of URL-safe Base64.
 */
final class SecretFile {
  private static final int BYTES = 32;

  private SecretFile() {}

  /**
   * Reads the secret, or makes it where there is none, or where a crash left half of one.
   *
   * @throws BadSettingException where the file can be neither read nor made
   */
  static String loadOrMake(Path file) {
    try {
      return readOrMake(file);
    } catch (IOException e) {
      throw new BadSettingException(
          "the secret in %s can't be read or made (%s)".formatted(file, e.getMessage()),
          "let boot-handler read and write STATE_DIR");
    }
  }

  private static String readOrMake(Path file) throws IOException {
    try {
      String stored = Files.readString(file).strip();
      if (stored.matches("[A-Za-z0-9_-]{43,}")) {
        return stored;
      }
    } catch (NoSuchFileException e) {
      // the first start
    }
    byte[] fresh = new byte[BYTES];
    new SecureRandom().nextBytes(fresh);
    String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(fresh);
    Path part = file.resolveSibling("." + file.getFileName() + ".new");
    Files.deleteIfExists(part);
    try (FileChannel channel =
        FileChannel.open(
            part,
            EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      ByteBuffer line = ByteBuffer.wrap((secret + "\n").getBytes(StandardCharsets.US_ASCII));
      while (line.hasRemaining()) {
        channel.write(line);
      }
      channel.force(true);
    }
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    return secret;
  }
}
