package org.pxebootstack.installer.phase;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pxebootstack.command.Command;
import org.pxebootstack.installer.InstallException;

/** With real archives, unpacked into a file system that is too small for them. */
class FullDiskIT {
  private static final int BYTES = 8 << 20;

  @TempDir private Path directory = Path.of("");
  private Path target = Path.of("");

  @BeforeEach
  void mount() throws IOException {
    target = Files.createDirectory(directory.resolve("target"));
    var _ = Command.of("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", target.toString()).run();
  }

  @AfterEach
  void unmount() throws IOException {
    var _ = Command.of("umount", target.toString()).run();
  }

  /** A block more than fits is written in part; what does not fit at all is not written. */
  @ParameterizedTest
  @ValueSource(ints = {1, 100})
  @Timeout(60)
  void aFullDiskIsSaidAtOnce(int files) throws IOException {
    Path source = Files.createDirectory(directory.resolve("source"));
    for (int i = 0; i < files; i++) {
      Files.write(source.resolve("file" + i), new byte[BYTES / files]);
    }
    Path archive = directory.resolve("rootfs.tar.gz");
    var _ =
        Command.of("tar", "--create", "--gzip", "--file=" + archive, "--directory=" + source, ".")
            .run();
    ArchiveExtraction extraction = new ArchiveExtraction(target);
    URI url = URI.create("http://10.0.0.1/images/x/rootfs.tar.gz");
    assertThatThrownBy(() -> extraction.extract(url, out -> Files.copy(archive, out)))
        .isInstanceOf(InstallException.class)
        .hasMessage(
            url
                + " does not fit on the disk; give the machine a larger one, or name another with"
                + " install.disk");
  }
}
