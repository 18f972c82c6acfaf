package org.pxebootstack.installer.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.pxebootstack.contract.image.ImageManifest;
import org.pxebootstack.contract.image.Sha256;
import org.pxebootstack.contract.machine.ImageFile;
import org.pxebootstack.installer.http.FaultyServer.Fault;

/**
 * What tests of downloads have at hand: a real server on a real socket that does what servers
 * should not.
 */
abstract class DownloadTest {
  static final int CHUNK = 100_000;
  static final byte[] CONTENT = new byte[1_000_001];

  static {
    new Random(1).nextBytes(CONTENT);
  }

  final List<String> said = new ArrayList<>();
  final ByteArrayOutputStream out = new ByteArrayOutputStream();
  Patience patience =
      new Patience(
          Duration.ofSeconds(10),
          Duration.ofSeconds(2),
          Duration.ofMillis(5),
          Duration.ofMillis(50));
  @Nullable FaultyServer server;

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  void copy(FaultyServer from, ImageManifest.@Nullable Entry expected) throws Exception {
    download(from, expected).copyTo(out, (done, total) -> {});
    assertThat(out.toByteArray()).isEqualTo(CONTENT);
  }

  FaultyServer serve(Fault... faults) throws IOException {
    FaultyServer started = new FaultyServer(CONTENT, faults);
    server = started;
    return started;
  }

  FaultyServer server() {
    if (server == null) {
      throw new IllegalStateException("nothing is served");
    }
    return server;
  }

  ArchiveDownload download(FaultyServer from, ImageManifest.@Nullable Entry expected) {
    return new Downloads(null, patience, said::add).archive(from.url(), expected);
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
