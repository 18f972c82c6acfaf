package org.pxebootstack.installer.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pxebootstack.contract.image.ImageManifest;
import org.pxebootstack.contract.image.Sha256;
import org.pxebootstack.contract.machine.ImageFile;
import org.pxebootstack.installer.http.FaultyServer.Fault;

/** Against a real server on a real socket that does what servers should not. */
@Timeout(60)
class ArchiveDownloadTest {
  static final int CHUNK = 100_000;
  static final byte[] CONTENT = new byte[1_000_001];

  static {
    new Random(1).nextBytes(CONTENT);
  }

  private final List<String> said = new ArrayList<>();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private Patience patience =
      new Patience(
          Duration.ofMillis(300),
          Duration.ofSeconds(2),
          Duration.ofMillis(5),
          Duration.ofMillis(50));
  private @Nullable FaultyServer server;

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void passesOnWhatWasAnnounced() throws Exception {
    AtomicLong last = new AtomicLong();
    ArchiveDownload download = download(serve(), withChunks(CONTENT));
    download.copyTo(
        out,
        (done, total) -> {
          assertThat(total).isEqualTo(CONTENT.length);
          last.set(done);
        });
    assertThat(out.toByteArray()).isEqualTo(CONTENT);
    assertThat(last).hasValue(CONTENT.length);
    assertThat(server().requests).containsExactly("all");
    assertThat(said).isEmpty();
  }

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
  @ValueSource(ints = {502, 503, 504})
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
        .isBetween(Duration.ofSeconds(1), Duration.ofMillis(1900));
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
  void fetchesADamagedChunkAgain() throws Exception {
    copy(
        serve(new Fault.Damages(350_000), new Fault.Damages(399_999), new Fault.Breaks(10)),
        withChunks(CONTENT));
    assertThat(server().requests)
        .containsExactly("all", "bytes=300000-", "bytes=300000-", "bytes=300000-");
    assertThat(said.getFirst())
        .matches("chunk 4 of 11 of http://.*/rootfs.tar.zst arrived damaged; fetching it again");
  }

  @Test
  void failsWhereAChunkStaysDamaged() throws Exception {
    ArchiveDownload download = download(serve(), withChunks(CONTENT));
    server().always = new Fault.Damages(350_000);
    assertThatThrownBy(() -> download.copyTo(out, (done, total) -> {}))
        .isInstanceOf(DownloadFailedException.class)
        .hasMessageMatching(
            "chunk 4 of 11 of http://.*/rootfs.tar.zst \\(100000 bytes from byte 300000\\) has not"
                + " the SHA-256 of its manifest, fetched 5 times; pull the image again, and check"
                + " the server's disk");
    assertThat(out.toByteArray()).isEqualTo(Arrays.copyOf(CONTENT, 300_000));
  }

  @Test
  void noticesThatTheFileChanged() throws Exception {
    for (FileChange change :
        List.<FileChange>of(
            each -> each.etag = "\"2\"",
            each -> each.content = Arrays.copyOf(CONTENT, 100_000),
            each -> each.content = Arrays.copyOf(CONTENT, CONTENT.length + 1))) {
      FaultyServer changing = serve(new Fault.Breaks(250_000));
      ArchiveDownload download = download(changing, withChunks(CONTENT));
      assertThatThrownBy(() -> download.copyTo(out, (done, total) -> change.on(changing)))
          .hasMessageMatching(
              "http://.*/rootfs.tar.zst changed on the server during the installation; start this"
                  + " machine again to install what is there now");
      changing.close();
    }
  }

  private interface FileChange {
    void on(FaultyServer server);
  }

  @Test
  void aServerThatKnowsNoRangesIsReadFromTheBeginning() throws Exception {
    copy(serve(new Fault.Breaks(250_000), new Fault.IgnoresRange()), withChunks(CONTENT));
  }

  @Test
  void anAnswerWithOtherBytesThanAskedForIsNotUsed() throws Exception {
    copy(serve(new Fault.Breaks(250_000), new Fault.AnswersRange(5)), withChunks(CONTENT));
  }

  @Test
  void refusesAnotherSizeBeforeTheFirstByte() throws Exception {
    ArchiveDownload download = download(serve(), withChunks(Arrays.copyOf(CONTENT, 1_000_000)));
    assertThatThrownBy(() -> download.copyTo(out, (done, total) -> {}))
        .hasMessageEndingWith(
            "/rootfs.tar.zst has 1000001 bytes on the server, but 1000000 in its manifest; pull the"
                + " image again");
    assertThat(out.size()).isZero();
  }

  @Test
  void anOlderManifestIsCheckedAsAWhole() throws Exception {
    copy(serve(new Fault.Breaks(250_000)), whole(Sha256.of(CONTENT)));
    ArchiveDownload download = download(server(), whole("0".repeat(64)));
    assertThatThrownBy(() -> download.copyTo(new ByteArrayOutputStream(), (done, total) -> {}))
        .hasMessageEndingWith(
            "/rootfs.tar.zst has the SHA-256 %s, but %s in its manifest; pull the image again"
                .formatted(Sha256.of(CONTENT), "0".repeat(64)));
  }

  @Test
  void withoutAManifestItIsCopiedUnchecked() throws Exception {
    copy(serve(new Fault.Breaks(250_000)), null);
  }

  @Test
  void aRefusalIsPassedOn() throws Exception {
    ArchiveDownload download =
        download(serve(new Fault.Refuses(404, Map.of())), withChunks(CONTENT));
    assertThatThrownBy(() -> download.copyTo(out, (done, total) -> {}))
        .hasMessageEndingWith(
            "/rootfs.tar.zst answered 404; see that the file is there and readable");
  }

  @Test
  void aReaderThatGoesAwayEndsTheDownloadAtOnce() throws Exception {
    ArchiveDownload download = download(serve(new Fault.FallsSilent(250_000)), withChunks(CONTENT));
    patience = patience.withLongest(Duration.ofMinutes(10));
    OutputStream gone =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("gone");
          }
        };
    assertThatThrownBy(() -> download.copyTo(gone, (done, total) -> {})).hasMessage("gone");
  }

  private void copy(FaultyServer from, ImageManifest.@Nullable Entry expected) throws Exception {
    download(from, expected).copyTo(out, (done, total) -> {});
    assertThat(out.toByteArray()).isEqualTo(CONTENT);
  }

  private FaultyServer serve(Fault... faults) throws IOException {
    FaultyServer started = new FaultyServer(CONTENT, faults);
    server = started;
    return started;
  }

  private FaultyServer server() {
    if (server == null) {
      throw new IllegalStateException("nothing is served");
    }
    return server;
  }

  private ArchiveDownload download(FaultyServer from, ImageManifest.@Nullable Entry expected) {
    return new Downloads(null, patience, said::add).archive(from.url(), expected);
  }

  private static ImageManifest.Entry whole(String sha256) {
    return new ImageManifest.Entry(
        new ImageFile("rootfs.tar.zst"), CONTENT.length, sha256, null, null);
  }

  static ImageManifest.Entry withChunks(byte[] content) {
    List<String> chunks = new ArrayList<>();
    for (int from = 0; from < content.length; from += CHUNK) {
      chunks.add(
          Sha256.of(Arrays.copyOfRange(content, from, Math.min(content.length, from + CHUNK))));
    }
    return new ImageManifest.Entry(
        new ImageFile("rootfs.tar.zst"), content.length, Sha256.of(content), CHUNK, chunks);
  }
}
