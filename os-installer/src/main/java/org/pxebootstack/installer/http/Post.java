package org.pxebootstack.installer.http;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Posts JSON to the stack. */
public final class Post {
  private Post() {}

  /**
   * Sends it, and takes a new token, where the answer brings one.
   *
   * @return the status of the answer
   * @throws IOException when nobody answers in time
   */
  public static int json(URI url, String text, BootToken token, Duration timeout)
      throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    HttpURLConnection connection = Get.connection(url, timeout);
    try {
      connection.setRequestMethod("POST");
      connection.setDoOutput(true);
      connection.setFixedLengthStreamingMode(body.length);
      connection.setRequestProperty("Content-Type", "application/json");
      token.header().forEach(connection::setRequestProperty);
      try (var out = connection.getOutputStream()) {
        out.write(body);
      }
      int status = connection.getResponseCode();
      token.renewFrom(connection);
      return status;
    } finally {
      connection.disconnect();
    }
  }
}
