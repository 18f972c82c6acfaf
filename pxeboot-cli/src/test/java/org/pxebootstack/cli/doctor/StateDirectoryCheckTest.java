package org.pxebootstack.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pxebootstack.contract.machine.DataSize;

class StateDirectoryCheckTest {
  @TempDir private Path directory = Path.of("");

  @Test
  void aDirectoryWithRoomIsWell() throws IOException {
    assertThat(sentences(directory, new DataSize(1))).isEmpty();
    try (var files = Files.list(directory)) {
      assertThat(files).as("nothing is left behind").isEmpty();
    }
  }

  @Test
  void saysHowMuchRoomIsMissing() throws IOException {
    assertThat(sentences(directory, DataSize.parse("9000TiB")))
        .singleElement()
        .asString()
        .matches(
            "state: %s has only [0-9.]+ [KMGT]iB left, 9000.0 TiB are needed; make room"
                .formatted(directory));
  }

  @Test
  void saysWhyNothingCanBeWritten() throws IOException {
    assertThat(sentences(directory.resolve("nowhere"), new DataSize(1)))
        .containsExactly(
            "state: nothing can be written in %s/nowhere (NoSuchFileException); mount a directory"
                    .formatted(directory)
                + " there that root of the container may write to");
    // Not even root may.
    assertThat(sentences(Path.of("/proc"), new DataSize(1))).hasSize(1);
  }

  private static List<String> sentences(Path directory, DataSize enough) throws IOException {
    return new StateDirectoryCheck(directory, enough)
        .findings().stream().map(Finding::sentence).toList();
  }
}
