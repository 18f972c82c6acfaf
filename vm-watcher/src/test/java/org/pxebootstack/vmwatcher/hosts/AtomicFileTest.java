package org.pxebootstack.vmwatcher.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  @TempDir private Path directory = Path.of("");

  @Test
  void aFileIsWrittenOnlyWhereItDiffers() throws IOException {
    AtomicFile file = new AtomicFile(directory, "dnsmasq.hosts");
    assertThat(file.replace("a\n")).isTrue();
    assertThat(file.replace("a\n")).isFalse();
    assertThat(file.replace("b\n")).isTrue();
    assertThat(directory.resolve("dnsmasq.hosts")).hasContent("b\n");
    try (var files = Files.list(directory)) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void whatACrashLeftIsReplacedAndNeverFollowed() throws IOException {
    Path other = Files.writeString(directory.resolve("other"), "other\n");
    Path leftOver = directory.resolve(".dnsmasq.hosts.new");
    AtomicFile file = new AtomicFile(directory, "dnsmasq.hosts");
    Files.createSymbolicLink(leftOver, other);
    assertThat(file.replace("a\n")).isTrue();
    assertThat(other).hasContent("other\n");
    Files.writeString(leftOver, "half");
    assertThat(file.replace("a\n")).isFalse();
    assertThat(leftOver).doesNotExist();
  }
}
