package org.pxebootstack.installer.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pxebootstack.installer.InstallException;

/** Against a real server on a real socket. */
class VerifiedStreamTest {
  private static final byte[] CONTENT = new byte[1_000_000];

  static {
    Arrays.fill(CONTENT, (byte) 'x');
  }

  private Duration longestSilence = Duration.ofSeconds(60);
  private @Nullable HttpServer server;
  private final CountDownLatch end = new CountDownLatch(1);

  @AfterEach
  void stop() {
    end.countDown();
    if (server != null) {
      server.stop(0);
    }
  }

  @Test
  void passesOnWhatWasAnnounced() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    AtomicLong last = new AtomicLong();
    stream(whole(), 1_000_000L, sha256(CONTENT)).copyTo(out, last::set);
    assertThat(out.toByteArray()).isEqualTo(CONTENT);
    assertThat(last).hasValue(1_000_000);
  }

  @Test
  void refusesAnotherSizeBeforeTheFirstByte() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    VerifiedStream stream = stream(whole(), 1_000_001L, null);
    assertThatThrownBy(() -> stream.copyTo(out, done -> {}))
        .hasMessage(
            "the server offers 1000000 bytes, but 1000001 were announced; pull the image again");
    assertThat(out.size()).isZero();
  }

  @Test
  void noticesAnotherDigest() throws Exception {
    String expected = "0".repeat(64);
    VerifiedStream stream = stream(whole(), 1_000_000L, expected);
    assertThatThrownBy(() -> stream.copyTo(new ByteArrayOutputStream(), done -> {}))
        .hasMessage(
            "its SHA-256 is "
                + sha256(CONTENT)
                + ", but the manifest says "
                + expected
                + "; pull the image again");
  }

  @Test
  void noticesABrokenConnection() throws Exception {
    VerifiedStream stream =
        stream(
            exchange -> {
              exchange.sendResponseHeaders(200, CONTENT.length);
              exchange.getResponseBody().write(CONTENT, 0, 300_000);
              exchange.getResponseBody().flush();
              throw new IOException("the server goes away");
            },
            1_000_000L,
            null);
    assertThatThrownBy(() -> stream.copyTo(new ByteArrayOutputStream(), done -> {}))
        .isInstanceOf(VerifiedStream.DownloadFailedException.class)
        .hasMessageMatching("the connection broke after \\d{5,6} bytes .*");
  }

  @Test
  @Timeout(30)
  void noticesAServerThatFallsSilent() throws Exception {
    longestSilence = Duration.ofSeconds(1);
    VerifiedStream stream =
        stream(
            exchange -> {
              exchange.sendResponseHeaders(200, CONTENT.length);
              exchange.getResponseBody().write(CONTENT, 0, 10);
              exchange.getResponseBody().flush();
              await(end);
            },
            1_000_000L,
            null);
    assertThatThrownBy(() -> stream.copyTo(new ByteArrayOutputStream(), done -> {}))
        .isInstanceOf(VerifiedStream.DownloadFailedException.class)
        .hasMessageStartingWith("the connection broke after 10 bytes");
  }

  @Test
  void anAnswerThatIsNotOkIsPassedOn() {
    assertThatThrownBy(() ->
            stream(
                exchange -> {
                  byte[] body = "distro: \"x\" was never pulled\n".getBytes(StandardCharsets.UTF_8);
                  exchange.sendResponseHeaders(404, body.length);
                  exchange.getResponseBody().write(body);
                  exchange.close();
                },
                null,
                null))
        .isInstanceOf(InstallException.class)
        .hasMessageEndingWith("/rootfs answered 404: distro: \"x\" was never pulled");
  }

  private static HttpHandler whole() {
    return exchange -> {
      exchange.sendResponseHeaders(200, CONTENT.length);
      exchange.getResponseBody().write(CONTENT);
      exchange.close();
    };
  }

  private VerifiedStream stream(HttpHandler handler, @Nullable Long size, @Nullable String sha256)
      throws IOException, InstallException {
    HttpServer started =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server = started;
    started.createContext("/rootfs", handler);
    started.setExecutor(task -> Thread.ofVirtual().start(task));
    started.start();
    URI url = URI.create("http://127.0.0.1:" + started.getAddress().getPort() + "/rootfs");
    return new VerifiedStream(new Downloads(null).open(url), size, sha256, longestSilence);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
