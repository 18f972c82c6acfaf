package org.pxebootstack.cli.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pxebootstack.contract.boot.BootPlan;
import org.pxebootstack.contract.boot.BootPlan.PlannedFile;
import org.pxebootstack.contract.boot.KernelKind;

class ServedFilesTest {
  private static final String COMPRESSED = "\u001f\u008b and five";
  private static final String PLAIN = "070701 an archive.";

  @TempDir private Path directory = Path.of("");

  @Test
  void allBeforeAPlainArchiveEndAtAMultipleOfFour() throws IOException {
    assertThat(served(COMPRESSED, COMPRESSED, PLAIN, COMPRESSED))
        .containsExactly("kernel", COMPRESSED + "\0", COMPRESSED + "\0", PLAIN, COMPRESSED, "more");
  }

  @Test
  void whereNoneIsPlainNothingIsCopied() throws IOException {
    assertThat(served(COMPRESSED, COMPRESSED))
        .containsExactly("kernel", COMPRESSED, COMPRESSED, "more");
    assertThat(directory.resolve("served/1")).isSymbolicLink();
  }

  private List<String> served(String... initrds) throws IOException {
    List<PlannedFile> files = new ArrayList<>();
    files.add(file("vmlinuz", "kernel"));
    for (int i = 0; i < initrds.length; i++) {
      files.add(file("initrd" + i, initrds[i]));
    }
    files.add(file("extra", "more"));
    BootPlan plan =
        new BootPlan(
            KernelKind.BZIMAGE_64,
            files,
            initrds.length,
            "",
            null,
            Set.of(),
            null,
            null,
            null,
            false);
    Path served = Files.createDirectory(directory.resolve("served"));
    ServedFiles.lay(plan, served);
    List<String> contents = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      contents.add(
          Files.readString(served.resolve(Integer.toString(i)), StandardCharsets.ISO_8859_1));
    }
    return contents;
  }

  private PlannedFile file(String name, String content) throws IOException {
    Path path = directory.resolve(name);
    Files.writeString(path, content, StandardCharsets.ISO_8859_1);
    return new PlannedFile(name, path, Files.size(path));
  }
}
