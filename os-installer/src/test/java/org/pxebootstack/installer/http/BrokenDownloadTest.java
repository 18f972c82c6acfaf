package org.pxebootstack.installer.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pxebootstack.installer.http.FaultyServer.Fault;

/** A server that breaks off, falls silent, is busy or gone. */
@Timeout(60)
class BrokenDownloadTest extends DownloadTest {
  @Test
  void goesOnWithTheNextChunkWhereTheConnectionBreaks() throws Exception {
    copy(serve(new Fault.Breaks(250_000), new Fault.Breaks(50_000)), withChunks(CONTENT));
    assertThat(server().requests).containsExactly("all", "bytes=200000-", "bytes=200000-");
    assertThat(said)
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .matches(
                        "http://.*/rootfs.tar.zst: the connection broke after 2\\d{5} of 1000001"
                            + " bytes \\(.*\\); trying again for up to 2 s"),
            line -> assertThat(line).matches("http://.*/rootfs.tar.zst answers again"));
  }

  @Test
  void goesOnWhereTheServerFallsSilent() throws Exception {
    patience =
        new Patience(
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            Duration.ofMillis(5),
            Duration.ofMillis(50));
    copy(serve(new Fault.FallsSilent(250_000), new Fault.FallsSilent(0)), withChunks(CONTENT));
    assertThat(said.getFirst()).contains("not a byte came for 1 s; trying again for up to 5 s");
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 500, 502, 503, 504})
  void asksAgainWhereTheServerIsBusy(int status) throws Exception {
    Fault busy = new Fault.Refuses(status, Map.of());
    copy(serve(busy, new Fault.Breaks(1), busy, busy), withChunks(CONTENT));
  }

  @Test
  void waitsAsLongAsTheServerAsksFor() throws Exception {
    long start = System.nanoTime();
    copy(
        serve(
            new Fault.Refuses(503, Map.of("Retry-After", "1")),
            new Fault.Refuses(503, Map.of("Retry-After", "soon"))),
        withChunks(CONTENT));
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isGreaterThanOrEqualTo(Duration.ofSeconds(1));
  }

  /** The machine's clock may be wrong: the time is that of the server. */
  @Test
  void waitsUntilTheTimeThatTheServerNames() throws Exception {
    patience = patience.withLongest(Duration.ofMillis(700));
    ArchiveDownload download =
        download(
            serve(new Fault.Refuses(503, Map.of("Retry-After", "Wed, 21 Oct 2065 07:28:00 GMT"))),
            withChunks(CONTENT));
    long start = System.nanoTime();
    download.copyTo(out, (done, total) -> {});
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .as("the last try is at the end of the time")
        .isGreaterThan(Duration.ofMillis(650));
    assertThat(out.toByteArray()).isEqualTo(CONTENT);
  }

  @Test
  void aServerThatWasStartedAgainServesTheRest() throws Exception {
    patience = patience.withLongest(Duration.ofSeconds(20));
    FaultyServer first = serve(new Fault.Breaks(550_000));
    int port = first.port();
    OutputStream stopping =
        new OutputStream() {
          @Override
          public void write(int b) {
            throw new UnsupportedOperationException();
          }

          @Override
          public void write(byte[] bytes, int offset, int length) {
            if (out.size() == 0) {
              first.close();
              Thread.ofVirtual().start(() -> startAgain(port));
            }
            out.write(bytes, offset, length);
          }
        };
    download(first, withChunks(CONTENT)).copyTo(stopping, (done, total) -> {});
    assertThat(out.toByteArray()).isEqualTo(CONTENT);
  }

  private void startAgain(int port) {
    try {
      Thread.sleep(200);
      server = new FaultyServer(CONTENT, port, List.of());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void givesUpOnAServerThatIsGoneForGood() throws Exception {
    ArchiveDownload download = download(serve(), withChunks(CONTENT));
    server().close();
    assertThatThrownBy(() -> download.copyTo(out, (done, total) -> {}))
        .isInstanceOf(DownloadFailedException.class)
        .hasMessageMatching(
            "http://.*/rootfs.tar.zst could not be fetched for 2 s: it does not answer \\(Connection"
                + " refused\\); see that the stack is running and reachable, then start this machine"
                + " again");
    assertThat(out.size()).isZero();
  }

  @Test
  void aReaderThatGoesAwayEndsTheDownloadAtOnce() throws Exception {
    patience =
        new Patience(
            Duration.ofMinutes(5),
            Duration.ofMinutes(10),
            Duration.ofMillis(5),
            Duration.ofMillis(50));
    ArchiveDownload download = download(serve(new Fault.FallsSilent(250_000)), withChunks(CONTENT));
    OutputStream gone =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("gone");
          }
        };
    assertThatThrownBy(() -> download.copyTo(gone, (done, total) -> {})).hasMessage("gone");
  }
}
