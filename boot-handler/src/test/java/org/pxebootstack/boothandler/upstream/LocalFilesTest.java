package org.pxebootstack.boothandler.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pxebootstack.boothandler.BadSettingException;

class LocalFilesTest {
  @TempDir private Path directory = Path.of("");
  private Path root = Path.of("");

  @BeforeEach
  void files() throws Exception {
    root = Files.createDirectories(directory.resolve("root"));
    Files.writeString(root.resolve("kernel"), "kernel");
    Files.writeString(directory.resolve("secret"), "secret");
    Files.createSymbolicLink(root.resolve("inside"), root.resolve("kernel"));
    Files.createSymbolicLink(root.resolve("outside"), directory.resolve("secret"));
    Files.createSymbolicLink(root.resolve("device"), Path.of("/dev/zero"));
    Files.createSymbolicLink(root.resolve("up"), directory);
    assertThat(new ProcessBuilder("mkfifo", root.resolve("fifo").toString()).start().waitFor())
        .isZero();
  }

  /** JUnit warns of what leads out of its directory. */
  @AfterEach
  void noLinks() throws Exception {
    for (String each : List.of("outside", "device", "up")) {
      Files.delete(root.resolve(each));
    }
  }

  private static LocalFiles below(String root) {
    return new LocalFiles(
        new UpstreamSettings(
            "", "", "", "", "", "", root, "", "", Duration.ofHours(1), Duration.ofSeconds(1)));
  }

  @Test
  void regularOnesAreServed() throws Exception {
    LocalFiles files = below(root.toString());
    Path kernel = root.toRealPath().resolve("kernel");
    assertThat(files.find(root.resolve("kernel").toUri())).isEqualTo(kernel);
    assertThat(files.find(root.resolve("inside").toUri())).isEqualTo(kernel);
    assertThat(files.find(URI.create("file:" + root + "/kernel"))).isEqualTo(kernel);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/dev/zero",
        "/etc/passwd",
        "ROOT",
        "ROOT/fifo",
        "ROOT/device",
        "ROOT/outside",
        "ROOT/up/secret",
        "ROOT/../secret",
        "ROOT/%2e%2e/secret",
        "ROOT/kernel%00",
        "ROOT/none"
      })
  void nothingElseIs(String path) {
    LocalFiles files = below(root.toString());
    URI uri = URI.create("file://" + path.replace("ROOT", root.toString()));
    assertThatThrownBy(() -> files.find(uri))
        .isInstanceOf(UpstreamException.class)
        .hasMessageContaining("is no regular file below FILE_ROOT");
  }

  @Test
  void withoutADirectoryNothingIs() {
    assertThatThrownBy(() -> below("").find(root.resolve("kernel").toUri()))
        .hasMessageContaining("is not served: start the stack with FILE_ROOT");
    assertThatThrownBy(() -> below(root + "/kernel")).isInstanceOf(BadSettingException.class);
    assertThatThrownBy(() -> below("relative")).isInstanceOf(BadSettingException.class);
  }
}
