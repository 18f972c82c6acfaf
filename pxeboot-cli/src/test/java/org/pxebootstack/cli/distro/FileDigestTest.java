package org.pxebootstack.cli.distro;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pxebootstack.command.Command;
import org.pxebootstack.contract.image.ImageManifest;
import org.pxebootstack.contract.machine.ImageFile;

/** Against sha256sum. */
class FileDigestTest {
  private static final ImageFile NAME = new ImageFile("rootfs.tar.zst");
  private static final int CHUNK = 4 << 20;

  @TempDir private Path directory = Path.of("");

  @Test
  void ofTheWholeAndOfEachChunk() throws IOException {
    byte[] content = new byte[2 * CHUNK + 1];
    new Random(1).nextBytes(content);
    ImageManifest.Entry entry = FileDigest.withChunks(NAME, file(content));
    assertThat(entry)
        .isEqualTo(
            new ImageManifest.Entry(
                NAME,
                content.length,
                sha256sum(content),
                CHUNK,
                List.of(
                    sha256sum(Arrays.copyOfRange(content, 0, CHUNK)),
                    sha256sum(Arrays.copyOfRange(content, CHUNK, 2 * CHUNK)),
                    sha256sum(Arrays.copyOfRange(content, 2 * CHUNK, content.length)))));
    assertThat(FileDigest.of(NAME, file(content)))
        .isEqualTo(new ImageManifest.Entry(NAME, content.length, sha256sum(content), null, null));
  }

  @Test
  void aFileThatFillsItsChunksAndOneThatIsEmpty() throws IOException {
    assertThat(FileDigest.withChunks(NAME, file(new byte[2 * CHUNK])).chunks()).hasSize(2);
    assertThat(FileDigest.withChunks(NAME, file(new byte[0])).chunks()).isEmpty();
  }

  private Path file(byte[] content) throws IOException {
    return Files.write(directory.resolve("content"), content);
  }

  private String sha256sum(byte[] content) throws IOException {
    Path file = Files.write(directory.resolve("sum"), content);
    return Command.of("sha256sum", file.toString()).run().output().substring(0, 64);
  }
}
