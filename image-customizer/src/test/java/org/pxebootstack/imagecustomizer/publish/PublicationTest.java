package org.pxebootstack.imagecustomizer.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pxebootstack.contract.image.Sha256;
import org.pxebootstack.contract.machine.DataSize;
import org.pxebootstack.contract.machine.LiveName;

class PublicationTest {
  private static final String MANIFEST =
      """
      {"arch": "x86_64", "kernel": "6.12", "root": "image.squashfs",
       "root_arguments": ["rd.live.image"], "arguments": "ip=dhcp", "memory": "671088640", "fetches": false}
      """;

  @TempDir private Path directory = Path.of("");
  private Path artifacts = Path.of("");
  private Path images = Path.of("");

  @BeforeEach
  void makeArtifacts() throws IOException {
    artifacts = Files.createDirectories(directory.resolve("rescue"));
    images = directory.resolve("images");
    Files.createDirectories(artifacts.resolve("boot"));
    StringBuilder sums = new StringBuilder();
    for (String each :
        List.of("bootx64.efi", "grubx64.efi", "boot/vmlinuz", "image.yaml", "live.json")) {
      String text = each.equals("live.json") ? MANIFEST : each;
      Path file = Files.writeString(artifacts.resolve(each), text);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      sums.append(Sha256.of(text.getBytes(StandardCharsets.UTF_8)))
          .append("  ")
          .append(each)
          .append('\n');
    }
    Files.writeString(artifacts.resolve("SHA256SUMS"), sums);
  }

  private Publication publication() {
    return new Publication(images, new LiveName("rescue"));
  }

  @Test
  void serversCanReadWhatIsPublished() throws IOException {
    assertThat(publication().publish(artifacts).memory()).isEqualTo(DataSize.ofMebibytes(640));
    Path kernel = images.resolve("live/rescue/boot/vmlinuz");
    assertThat(Files.getPosixFilePermissions(kernel))
        .isEqualTo(PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(Files.getPosixFilePermissions(kernel.getParent()))
        .isEqualTo(PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @Test
  void howTheImageWasMadeIsNotPublished() throws IOException {
    var _ = publication().publish(artifacts);
    assertThat(images.resolve("live/rescue/image.yaml")).doesNotExist();
  }

  @Test
  void aSecondOneTakesThePlaceOfTheFirst() throws IOException {
    var _ = publication().publish(artifacts);
    Files.writeString(images.resolve("live/rescue/left-over"), "");
    var _ = publication().publish(artifacts);
    assertThat(images.resolve("live/rescue/left-over")).doesNotExist();
    assertThat(names()).containsExactly("bootx64.efi", "grubx64.efi", "rescue");
  }

  @Test
  void whatIsNotAsItWasBuiltIsRefusedAndTheOldOneStays() throws IOException {
    var _ = publication().publish(artifacts);
    Files.writeString(artifacts.resolve("boot/vmlinuz"), "damaged");
    assertThatThrownBy(() -> publication().publish(artifacts))
        .hasMessage(artifacts + ": not as they were built: boot/vmlinuz; copy or build them again");
    assertThat(images.resolve("live/rescue/boot/vmlinuz")).hasContent("boot/vmlinuz");
    assertThat(names()).containsExactly("bootx64.efi", "grubx64.efi", "rescue");
  }

  @Test
  void whatIsNoLiveSystemIsRefused() throws IOException {
    Files.delete(artifacts.resolve("live.json"));
    assertThatThrownBy(() -> publication().publish(artifacts))
        .hasMessageContaining(
            "is no live system (live.json is missing or unreadable); name a pxe-dir");
    assertThat(names()).isEmpty();
  }

  @Test
  void aSymbolicLinkIsRefused() throws IOException {
    Files.createSymbolicLink(artifacts.resolve("secret"), Path.of("/etc/passwd"));
    assertThatThrownBy(() -> publication().publish(artifacts))
        .hasMessage("secret is a symbolic link; take it out");
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(images.resolve("live"))) {
      return files.map(each -> each.getFileName().toString()).sorted().toList();
    }
  }
}
