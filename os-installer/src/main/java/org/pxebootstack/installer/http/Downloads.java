package org.pxebootstack.installer.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.installer.InstallException;

/** Fetches things from the stack. */
public final class Downloads {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofSeconds(2);
  private static final int TRIES = 5;

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_TIMEOUT)
          .build();
  private final @Nullable BootToken token;

  public Downloads(@Nullable BootToken token) {
    this.token = token;
  }

  /** The answer to a request that was answered with 200, and how many bytes it says it has. */
  public record Answer(InputStream body, long size) {
    /** Where the server does not say. */
    public static final long UNKNOWN_SIZE = -1;
  }

  /**
   * Fetches a short text, and asks again for a while where nobody answers.
   *
   * @throws InstallException when it can't be had
   */
  public String text(URI url) throws InstallException {
    try (InputStream body = open(url).body()) {
      return new String(body.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new InstallException(url + " ended early: " + e.getMessage(), e);
    }
  }

  /**
   * Begins a download, and asks again for a while where nobody answers.
   *
   * @throws InstallException when it can't be had
   */
  public Answer open(URI url) throws InstallException {
    HttpRequest.Builder request = HttpRequest.newBuilder(url);
    if (token != null) {
      token.addTo(request);
    }
    for (int attempt = 1; ; attempt++) {
      try {
        HttpResponse<InputStream> response = send(request.build());
        if (response.statusCode() == 200) {
          long size =
              response.headers().firstValueAsLong("Content-Length").orElse(Answer.UNKNOWN_SIZE);
          return new Answer(response.body(), size);
        }
        throw new InstallException(url + " answered " + describe(response));
      } catch (ConnectException | HttpTimeoutException e) {
        if (attempt == TRIES) {
          throw new InstallException(
              url + " does not answer; is the stack running and reachable from this machine?", e);
        }
        pause();
      } catch (IOException e) {
        throw new InstallException(url + " could not be fetched: " + e.getMessage(), e);
      } catch (InterruptedException e) {
        throw interrupted(e);
      }
    }
  }

  /** Waits so long for the answer's head only: the body may take as long as it takes. */
  private HttpResponse<InputStream> send(HttpRequest request)
      throws IOException, InterruptedException {
    try {
      return client
          .sendAsync(request, HttpResponse.BodyHandlers.ofInputStream())
          .get(ANSWER_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new HttpTimeoutException("no answer within " + ANSWER_TIMEOUT.toSeconds() + " s");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    }
  }

  private static String describe(HttpResponse<InputStream> response) throws IOException {
    try (InputStream body = response.body()) {
      String text = new String(body.readNBytes(500), StandardCharsets.UTF_8).strip();
      return text.isEmpty() ? "" + response.statusCode() : response.statusCode() + ": " + text;
    }
  }

  private static void pause() throws InstallException {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static InstallException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new InstallException("interrupted", e);
  }
}
