package org.pxebootstack.cli.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabTest {
  @TempDir private Path directory = Path.of("");

  @Test
  void aDirectoryOfSomebodyElseIsNeverTouched() throws IOException {
    Path precious = Files.writeString(directory.resolve("precious"), "data");
    Lab lab = new Lab("unit-test", directory);
    assertThatThrownBy(() -> lab.start("no-such-image", directory))
        .isInstanceOf(IOException.class)
        .hasMessage(
            directory + " exists and is not a lab's; name a directory that does not exist yet");
    assertThat(precious).hasContent("data");
  }
}
