package org.pxebootstack.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pxebootstack.definitions.DefinitionDirectory;

class DefinitionsCheckTest {
  @TempDir private Path directory = Path.of("");

  @Test
  void goodDefinitionsWhoseChangesAreSeenAreWell() throws IOException {
    write("web1.json", "{'name': 'web1', 'arch': 'x86_64', 'mac': '52:54:00:00:00:01'}");
    assertThat(sentences(directory)).isEmpty();
    try (var files = Files.list(directory)) {
      assertThat(files).as("nothing is left behind").hasSize(1);
    }
  }

  @Test
  void countsProblems() throws IOException {
    write("web1.json", "{'name': 'web1', 'arch': 'sparc'}");
    write("web2.json", "{");
    assertThat(sentences(directory))
        .containsExactly(
            "definitions: 3 problems in %1$s; see them with: pxeboot vm validate %1$s"
                .formatted(directory));
  }

  @Test
  void saysThatThereIsNone() throws IOException {
    assertThat(sentences(directory))
        .containsExactly(
            "definitions: there is none in " + directory + "; drop a file such as web1.json there");
  }

  @Test
  void aDirectoryThatIsNotThereOrIsNoneIsTheOnlyFinding() throws IOException {
    assertThat(sentences(directory.resolve("nowhere")))
        .containsExactly(
            "definitions: " + directory + "/nowhere does not exist; create or mount it");
    write("file", "");
    assertThat(sentences(directory.resolve("file")))
        .containsExactly(
            "definitions: %s/file is not a directory; mount the definitions there"
                .formatted(directory));
  }

  @Test
  void aFileSystemThatOthersChangeIsNoted() throws IOException {
    // proc(5) stands for all that is not on a disk of this host.
    assertThat(sentences(Path.of("/proc/self")))
        .containsExactly(
            "definitions: there is none in /proc/self; drop a file such as web1.json there",
            "definitions: /proc/self is on proc, which does not tell of changes made elsewhere, so"
                + " it is read every 2 s; nothing needs to be done; on a local disk changes are seen"
                + " at once");
  }

  private static List<String> sentences(Path directory) throws IOException {
    return new DefinitionsCheck(directory, new DefinitionDirectory(directory).scan())
        .findings().stream().map(Finding::sentence).toList();
  }

  private void write(String name, String json) throws IOException {
    Files.writeString(directory.resolve(name), json.replace('\'', '"'));
  }
}
