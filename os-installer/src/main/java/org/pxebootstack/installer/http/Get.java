package org.pxebootstack.installer.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.installer.InstallException;

/**
 * A GET request whose answer has begun. {@link HttpURLConnection} reads straight into the buffer
 * that it is given, needs no threads, and notices silence.
 */
final class Get implements AutoCloseable {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  private final HttpURLConnection connection;
  private final int status;

  private Get(HttpURLConnection connection, int status) {
    this.connection = connection;
    this.status = status;
  }

  /**
   * Asks, and waits for the head of the answer.
   *
   * @return with 200, 206 or 416
   * @throws IOException when trying again may help
   * @throws InstallException when the answer says that it won't
   */
  static Get begin(URI url, Map<String, String> headers, Duration silence)
      throws IOException, InstallException {
    if (!"http".equals(url.getScheme())) {
      throw new InstallException(url + " is no http:// URL; correct what names it");
    }
    HttpURLConnection connection = connection(url, silence);
    headers.forEach(connection::setRequestProperty);
    Get answer = null;
    try {
      answer = new Get(connection, connection.getResponseCode());
      return answer.orRefuse(url);
    } catch (ConnectException e) {
      throw new IOException("it does not answer (" + e.getMessage() + ")", e);
    } catch (SocketTimeoutException e) {
      throw silent(e, silence);
    } finally {
      if (answer == null) {
        connection.disconnect();
      }
    }
  }

  /** A connection with time-outs; nothing is sent yet. */
  static HttpURLConnection connection(URI url, Duration silence) throws IOException {
    if (!(url.toURL().openConnection() instanceof HttpURLConnection connection)) {
      throw new IOException("it is no http:// URL");
    }
    connection.setConnectTimeout(Math.toIntExact(CONNECT_TIMEOUT.toMillis()));
    connection.setReadTimeout(Math.toIntExact(silence.toMillis()));
    return connection;
  }

  static IOException silent(SocketTimeoutException e, Duration silence) {
    return new IOException("not a byte came for " + silence.toSeconds() + " s", e);
  }

  private Get orRefuse(URI url) throws IOException, InstallException {
    if (status == 200 || status == 206 || status == 416) {
      return this;
    }
    // 408 and 429 tell to try again too (RFC 9110, section 15.5.9; RFC 6585, section 4).
    if (status >= 500 || status == 408 || status == 429) {
      Duration retryAfter = retryAfter();
      close();
      throw new BusyException("it answered " + status, retryAfter);
    }
    String said = said();
    close();
    String what = said.isEmpty() ? "; see that the file is there and readable" : ": " + said;
    throw new InstallException(url + " answered " + status + what);
  }

  /** In seconds, or the time when; the server's own clock counts, since ours may be wrong. */
  private Duration retryAfter() {
    String text = header("Retry-After");
    if (text == null) {
      return Duration.ZERO;
    }
    if (text.matches("\\d{1,9}")) {
      return Duration.ofSeconds(Long.parseLong(text));
    }
    try {
      String now = header("Date");
      Duration until = Duration.between(now == null ? Instant.now() : instant(now), instant(text));
      return until.isNegative() ? Duration.ZERO : until;
    } catch (DateTimeException e) {
      return Duration.ZERO;
    }
  }

  private static Instant instant(String text) {
    return Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text));
  }

  private String said() {
    try (InputStream body = connection.getErrorStream()) {
      return body == null
          ? ""
          : firstLine(new String(body.readNBytes(500), StandardCharsets.UTF_8));
    } catch (IOException e) {
      return "";
    }
  }

  /** Of HTML, which a person can't read, nothing. */
  private static String firstLine(String text) {
    return text.startsWith("<") ? "" : text.lines().findFirst().orElse("").strip();
  }

  int status() {
    return status;
  }

  @Nullable String header(String name) {
    return connection.getHeaderField(name);
  }

  InputStream body() throws IOException {
    return connection.getInputStream();
  }

  /** Ends the connection, whatever of the answer has not been read. */
  @Override
  public void close() {
    connection.disconnect();
  }
}
