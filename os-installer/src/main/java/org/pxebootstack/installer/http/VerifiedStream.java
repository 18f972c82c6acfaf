package org.pxebootstack.installer.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Copies a download to where it is used, and knows afterwards whether it was the right one. It
 * never touches the disk, and a server that falls silent does not hold it for ever.
 */
public final class VerifiedStream {
  private static final int BUFFER = 256 * 1024;

  private final Downloads.Answer answer;
  private final @Nullable Long expectedSize;
  private final @Nullable String expectedSha256;
  private final Duration longestSilence;

  /** {@link System#nanoTime} when a read began; 0 while none is under way. */
  private volatile long readingSince;

  /**
   * @param expectedSize bytes; null where nobody said
   * @param expectedSha256 lower-case hexadecimal; null where nobody said
   */
  public VerifiedStream(
      Downloads.Answer answer,
      @Nullable Long expectedSize,
      @Nullable String expectedSha256,
      Duration longestSilence) {
    this.answer = answer;
    this.expectedSize = expectedSize;
    this.expectedSha256 = expectedSha256;
    this.longestSilence = longestSilence;
  }

  /**
   * Copies all of it.
   *
   * @param onBytes is told how many bytes have passed
   * @throws DownloadFailedException when it ends early, is too long, stalls or has another digest
   * @throws IOException when {@code out} can't take it
   */
  public void copyTo(OutputStream out, LongConsumer onBytes) throws IOException {
    if (expectedSize != null
        && answer.size() != Downloads.Answer.UNKNOWN_SIZE
        && answer.size() != expectedSize) {
      throw new DownloadFailedException(
          "the server offers %d bytes, but %d were announced; pull the image again"
              .formatted(answer.size(), expectedSize));
    }
    MessageDigest digest = sha256();
    AtomicLong passed = new AtomicLong();
    Thread watchdog = Thread.ofVirtual().start(this::closeWhenSilent);
    try (InputStream in = answer.body()) {
      byte[] buffer = new byte[BUFFER];
      for (int read = read(in, buffer, passed); read >= 0; read = read(in, buffer, passed)) {
        digest.update(buffer, 0, read);
        out.write(buffer, 0, read);
        onBytes.accept(passed.addAndGet(read));
      }
    } finally {
      watchdog.interrupt();
    }
    if (expectedSize != null && passed.get() != expectedSize) {
      throw new DownloadFailedException(
          "it ended after %d of %d bytes; pull the image again"
              .formatted(passed.get(), expectedSize));
    }
    String actual = HexFormat.of().formatHex(digest.digest());
    if (expectedSha256 != null && !expectedSha256.equals(actual)) {
      throw new DownloadFailedException(
          "its SHA-256 is %s, but the manifest says %s; pull the image again"
              .formatted(actual, expectedSha256));
    }
  }

  private int read(InputStream in, byte[] buffer, AtomicLong passed)
      throws DownloadFailedException {
    readingSince = System.nanoTime();
    try {
      return in.read(buffer);
    } catch (IOException e) {
      throw new DownloadFailedException(
          "the connection broke after %d bytes (%s); is the stack still running?"
              .formatted(passed.get(), e.getMessage()));
    } finally {
      readingSince = 0;
    }
  }

  /** Watches the server only: time that the disk takes is not the server's silence. */
  private void closeWhenSilent() {
    try {
      while (true) {
        Thread.sleep(longestSilence.dividedBy(4));
        long since = readingSince;
        if (since != 0 && System.nanoTime() - since > longestSilence.toNanos()) {
          answer.body().close();
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // The copy has ended.
    } catch (IOException e) {
      // It is closed as far as we can.
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** What came was not what was announced. */
  public static final class DownloadFailedException extends IOException {
    private static final long serialVersionUID = 1;

    DownloadFailedException(String message) {
      super(message);
    }
  }
}
