package org.pxebootstack.cli.boot;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.contract.image.Sha256;

/** Fetches files by HTTP into a directory, under their own names only when they are whole. */
public final class Download {
  private static final Duration CONNECTS = Duration.ofSeconds(15);
  private static final Duration ANSWERS = Duration.ofMinutes(1);
  private static final int KEY_DIGITS = 16;

  private final Path directory;

  /**
   * @param directory where files are kept
   */
  public Download(Path directory) {
    this.directory = directory;
  }

  /** Fetches a file anew. */
  public Path fetch(String url) throws IOException {
    return fetch(url, null);
  }

  /**
   * Fetches a file, or takes it from the directory where it is there with this digest.
   *
   * @param sha256 lower-case hexadecimal digest; null where nobody publishes one
   * @throws IOException with a sentence for people
   */
  public Path fetch(String url, @Nullable String sha256) throws IOException {
    String key = Sha256.of(url.getBytes(StandardCharsets.UTF_8)).substring(0, KEY_DIGITS);
    Path file = directory.resolve(key + "-" + BootOptions.fileName(url));
    if (sha256 != null && Files.exists(file) && sha256.equals(digest(file))) {
      return file;
    }
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new IOException(
          directory + ", where downloads go, can't be made; mount a volume at /var/lib/pvmlab", e);
    }
    Path part = directory.resolve(file.getFileName() + ".part");
    String digest = receive(url, part);
    if (sha256 != null && !sha256.equals(digest)) {
      Files.delete(part);
      throw new IOException(
          "%s has the SHA-256 digest %s, not %s as expected; look whether its source has a newer one"
              .formatted(url, digest, sha256));
    }
    return Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
  }

  private static String receive(String url, Path part) throws IOException {
    try (HttpClient client =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(CONNECTS)
            .build()) {
      HttpRequest request = HttpRequest.newBuilder(URI.create(url)).timeout(ANSWERS).build();
      HttpResponse<InputStream> answer =
          client.send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = answer.body()) {
        if (answer.statusCode() != 200) {
          throw new IOException(
              "%s can't be fetched: its server answers %d; correct the address"
                  .formatted(url, answer.statusCode()));
        }
        MessageDigest digest = Sha256.begin();
        try (DigestInputStream in = new DigestInputStream(body, digest)) {
          Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
        }
        return Sha256.end(digest);
      }
    } catch (IllegalArgumentException e) {
      throw new IOException(url + " is no URL; correct it", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (IOException e) {
      if (e.getMessage() != null && e.getMessage().startsWith(url)) {
        throw e;
      }
      throw new IOException(
          "%s can't be fetched (%s); is this host connected to the internet, is the address right?"
              .formatted(url, reason(e)),
          e);
    }
  }

  private static String reason(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private static String digest(Path file) throws IOException {
    MessageDigest digest = Sha256.begin();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      var _ = in.transferTo(OutputStream.nullOutputStream());
    }
    return Sha256.end(digest);
  }
}
