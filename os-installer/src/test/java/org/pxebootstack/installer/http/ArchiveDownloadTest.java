package org.pxebootstack.installer.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pxebootstack.contract.image.ImageManifest;
import org.pxebootstack.contract.image.Sha256;
import org.pxebootstack.contract.machine.ImageFile;
import org.pxebootstack.installer.InstallException;
import org.pxebootstack.installer.http.FaultyServer.Fault;

/** What is passed on, and what is noticed. */
@Timeout(60)
class ArchiveDownloadTest extends DownloadTest {
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
  void anAddressOfAnotherKindIsRefusedAtOnce() {
    Downloads downloads = new Downloads(null, patience, said::add);
    assertThatThrownBy(() -> downloads.text(URI.create("ftp://10.0.0.1/config")))
        .isInstanceOf(InstallException.class)
        .hasMessage("ftp://10.0.0.1/config is no http:// URL; correct what names it");
  }

  private static ImageManifest.Entry whole(String sha256) {
    return new ImageManifest.Entry(
        new ImageFile("rootfs.tar.zst"), CONTENT.length, sha256, null, null);
  }
}
