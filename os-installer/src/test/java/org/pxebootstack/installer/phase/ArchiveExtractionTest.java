package org.pxebootstack.installer.phase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pxebootstack.command.Command;
import org.pxebootstack.command.CommandFailedException;
import org.pxebootstack.installer.InstallException;

/** With the real gzip and GNU tar. */
class ArchiveExtractionTest {
  private static final URI URL = URI.create("http://10.0.0.1/images/x/rootfs.tar.gz");

  @TempDir private Path directory = Path.of("");
  private Path source = Path.of("");
  private Path target = Path.of("");

  @BeforeEach
  void make() throws IOException {
    source = Files.createDirectory(directory.resolve("source"));
    target = Files.createDirectory(directory.resolve("target"));
  }

  @Test
  void keepsExtendedAttributesLinksAndPermissions() throws IOException, InstallException {
    Path file = Files.writeString(source.resolve("file"), "content");
    attributes(file).write("kept", ByteBuffer.wrap("yes".getBytes(StandardCharsets.UTF_8)));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r-x-w---x"));
    Files.createSymbolicLink(source.resolve("symlink"), Path.of("../elsewhere"));
    Files.createLink(source.resolve("hardlink"), file);

    new ArchiveExtraction(target).extract(URL, out -> Files.copy(archive(), out));

    Path unpacked = target.resolve("file");
    ByteBuffer value = ByteBuffer.allocate(attributes(unpacked).size("kept"));
    var _ = attributes(unpacked).read("kept", value);
    assertThat(new String(value.array(), StandardCharsets.UTF_8)).isEqualTo("yes");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(unpacked)))
        .isEqualTo("r-x-w---x");
    assertThat(Files.readSymbolicLink(target.resolve("symlink"))).hasToString("../elsewhere");
    assertThat(Files.isSameFile(unpacked, target.resolve("hardlink"))).isTrue();
  }

  @Test
  void anArchiveThatEndsEarlyFails() throws IOException {
    Files.write(source.resolve("file"), new byte[100_000]);
    byte[] whole = Files.readAllBytes(archive());
    ArchiveExtraction extraction = new ArchiveExtraction(target);
    assertThatThrownBy(
            () -> extraction.extract(URL, out -> out.write(Arrays.copyOf(whole, whole.length / 2))))
        .isInstanceOf(CommandFailedException.class)
        .hasMessageContaining("gzip -d -c exited with 1")
        .hasMessageContaining("unexpected end of file");
  }

  @Test
  void anotherKindOfArchiveIsRefused() {
    ArchiveExtraction extraction = new ArchiveExtraction(target);
    assertThatThrownBy(() -> extraction.extract(URI.create("http://h/rootfs.zip"), out -> {}))
        .isInstanceOf(InstallException.class)
        .hasMessage("http://h/rootfs.zip is neither .tar.zst nor .tar.gz; pull the image again");
  }

  private Path archive() throws IOException {
    Path archive = directory.resolve("rootfs.tar.gz");
    var _ =
        Command.of("tar", "--create", "--gzip", "--xattrs", "--file=" + archive)
            .with("--directory=" + source, ".")
            .run();
    return archive;
  }

  private static UserDefinedFileAttributeView attributes(Path file) {
    return Files.getFileAttributeView(file, UserDefinedFileAttributeView.class);
  }
}
