package org.pxebootstack.installer.phase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pxebootstack.command.Command;
import org.pxebootstack.contract.image.ImageManifest;
import org.pxebootstack.contract.image.Sha256;
import org.pxebootstack.contract.install.ContractJson;
import org.pxebootstack.contract.install.DiskHint;
import org.pxebootstack.contract.install.InstallerConfiguration;
import org.pxebootstack.contract.install.WipePolicy;
import org.pxebootstack.contract.machine.Architecture;
import org.pxebootstack.contract.machine.DistroName;
import org.pxebootstack.contract.machine.ImageFile;
import org.pxebootstack.installer.InstallException;
import org.pxebootstack.installer.http.Downloads;
import org.pxebootstack.installer.http.Patience;

/** From a real server through the real gzip and GNU tar. */
class RootFilesystemTest {
  private static final ImageFile NAME = new ImageFile("rootfs.tar.gz");

  @TempDir private Path directory = Path.of("");
  private final List<String> said = new ArrayList<>();
  private Path served = Path.of("");
  private Path target = Path.of("");
  private @Nullable HttpServer server;

  @BeforeEach
  void serve() throws IOException {
    served = Files.createDirectory(directory.resolve("served"));
    target = Files.createDirectory(directory.resolve("target"));
    Path source = Files.createDirectory(directory.resolve("source"));
    Files.writeString(source.resolve("file"), "content");
    var _ =
        Command.of("tar", "--create", "--gzip", "--file=" + served.resolve(NAME.value()))
            .with("--directory=" + source, ".")
            .run();
    server =
        SimpleFileServer.createFileServer(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            served.toRealPath(),
            SimpleFileServer.OutputLevel.NONE);
    server.start();
  }

  @AfterEach
  void stop() {
    Objects.requireNonNull(server).stop(0);
  }

  @Test
  void whatTheManifestSaysIsChecked() throws Exception {
    unpack(withManifest(entry(10, archive())));
    assertThat(target.resolve("file")).hasContent("content");
    assertThat(said).isEmpty();
  }

  @Test
  void aWrongChunkNeverReachesTheDisk() throws Exception {
    byte[] other = archive();
    other[25] ^= 1;
    InstallerConfiguration configuration = withManifest(entry(10, other));
    assertThatThrownBy(() -> unpack(configuration))
        .isInstanceOf(InstallException.class)
        .hasMessageContaining("chunk 3 of ")
        .hasMessageContaining("has not the SHA-256 of its manifest");
    assertThat(target).isEmptyDirectory();
  }

  @Test
  void aManifestThatIsNotTheOneOfTheConfigurationIsNotBelieved() throws Exception {
    InstallerConfiguration configuration = withManifest(entry(10, archive()));
    Files.writeString(served.resolve("manifest.json"), "{}");
    assertThatThrownBy(() -> unpack(configuration))
        .isInstanceOf(InstallException.class)
        .hasMessageMatching(
            "http://.*/manifest.json has the SHA-256 [0-9a-f]{64}, but the configuration says"
                + " [0-9a-f]{64}: another image was pulled meanwhile; start this machine again");
    assertThat(target).isEmptyDirectory();
  }

  @Test
  void aManifestWithoutTheArchiveIsNoLeaveToCheckNothing() throws Exception {
    ImageManifest.Entry other =
        new ImageManifest.Entry(new ImageFile("vmlinuz-1"), 1, "0".repeat(64), null, null);
    InstallerConfiguration configuration = withManifest(other);
    assertThatThrownBy(() -> unpack(configuration))
        .isInstanceOf(InstallException.class)
        .hasMessageEndingWith(
            "/manifest.json says nothing of rootfs.tar.gz, which can't be checked; pull the image again");
    assertThat(target).isEmptyDirectory();
  }

  @Test
  void anOlderManifestIsCheckedAsAWhole() throws Exception {
    byte[] archive = archive();
    ImageManifest.Entry entry =
        new ImageManifest.Entry(NAME, archive.length, Sha256.of(archive), null, null);
    unpack(withManifest(entry));
    assertThat(target.resolve("file")).hasContent("content");
    assertThat(said)
        .containsExactly(
            "the image's manifest has no chunks: the archive is checked as a whole, at its end");
  }

  /** As an earlier boot-handler says it. */
  @Test
  void aDigestWithoutAManifestIsCheckedAtTheEnd() throws Exception {
    InstallerConfiguration configuration =
        configuration("0".repeat(64), (long) archive().length, null);
    assertThatThrownBy(() -> unpack(configuration)).hasMessageContaining("has the SHA-256");
  }

  @Test
  void anImageWithoutAManifestIsUnpackedAndThatIsSaid() throws Exception {
    unpack(configuration(null, null, null));
    assertThat(target.resolve("file")).hasContent("content");
    assertThat(said)
        .containsExactly(
            "the image has no manifest: its checksums are not known, and nothing is checked");
  }

  @Test
  void anArchiveThatEndsEarlyFailsWithTheReason() throws Exception {
    byte[] archive = archive();
    Files.write(served.resolve(NAME.value()), Arrays.copyOf(archive, archive.length / 2));
    assertThatThrownBy(() -> unpack(configuration(null, null, null)))
        .isInstanceOf(InstallException.class)
        .hasMessageContaining(
            "/rootfs.tar.gz could not be unpacked; pull the image again, and check the disk: gzip")
        .hasMessageContaining("unexpected end of file");
  }

  private void unpack(InstallerConfiguration configuration) throws Exception {
    Patience patience =
        new Patience(
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            Duration.ofMillis(1),
            Duration.ofMillis(9));
    new RootFilesystem(new Downloads(null, patience, said::add), configuration, said::add)
        .unpack(target, (done, total) -> {});
  }

  private byte[] archive() throws IOException {
    return Files.readAllBytes(served.resolve(NAME.value()));
  }

  private static ImageManifest.Entry entry(int chunkSize, byte[] content) {
    List<String> chunks = new ArrayList<>();
    for (int i = 0; i < content.length; i += chunkSize) {
      int end = Math.min(content.length, i + chunkSize);
      chunks.add(Sha256.of(Arrays.copyOfRange(content, i, end)));
    }
    return new ImageManifest.Entry(NAME, content.length, Sha256.of(content), chunkSize, chunks);
  }

  private InstallerConfiguration withManifest(ImageManifest.Entry entry) throws IOException {
    ImageManifest manifest =
        new ImageManifest(
            new DistroName("x"),
            Architecture.X86_64,
            "",
            "",
            NAME,
            NAME,
            NAME,
            NAME,
            List.of(entry));
    byte[] text = ContractJson.mapper().writeValueAsBytes(manifest);
    Files.write(served.resolve("manifest.json"), text);
    return configuration(entry.sha256(), entry.size(), Sha256.of(text));
  }

  private InstallerConfiguration configuration(
      @Nullable String sha256, @Nullable Long size, @Nullable String manifestSha256) {
    URI url =
        URI.create(
            "http://127.0.0.1:" + Objects.requireNonNull(server).getAddress().getPort() + "/");
    return new InstallerConfiguration(
        url,
        new DistroName("x"),
        Architecture.X86_64,
        url.resolve(NAME.value()),
        url,
        url,
        true,
        sha256,
        size,
        manifestSha256 == null ? null : url.resolve("manifest.json"),
        manifestSha256,
        url,
        DiskHint.NONE,
        WipePolicy.ANY,
        null);
  }
}
