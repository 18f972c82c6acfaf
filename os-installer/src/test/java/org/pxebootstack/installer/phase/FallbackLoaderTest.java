package org.pxebootstack.installer.phase;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FallbackLoaderTest {
  @TempDir private Path root;

  @Test
  void shimIsWhatFirmwareStartsAndComesLast() throws IOException {
    write("fedora/shimx64.efi", "shim");
    write("fedora/grubx64.efi", "grub");
    write("fedora/mmx64.efi", "mok manager");
    write("fedora/fbx64.efi", "fallback");
    write("fedora/grub.cfg", "configuration");
    FallbackLoader loader = FallbackLoader.of(new TargetRoot(root), "fedora", "x64");
    loader.prepare();
    assertThat(removable())
        .isEqualTo(
            Map.of("grubx64.efi", "grub", "mmx64.efi", "mok manager", "grub.cfg", "configuration"));
    loader.activate();
    assertThat(removable())
        .isEqualTo(
            Map.of(
                "BOOTX64.EFI",
                "shim",
                "grubx64.efi",
                "grub",
                "mmx64.efi",
                "mok manager",
                "grub.cfg",
                "configuration"));
  }

  @Test
  void withoutShimItIsGrub() throws IOException {
    write("debian/grubaa64.efi", "grub");
    FallbackLoader loader = FallbackLoader.of(new TargetRoot(root), "debian", "aa64");
    loader.prepare();
    assertThat(removable()).isEmpty();
    loader.activate();
    assertThat(removable()).isEqualTo(Map.of("BOOTAA64.EFI", "grub"));
  }

  @Test
  void whatTheImageBroughtForItIsRemovedInAnyCase() throws IOException {
    write("boot/bootx64.efi", "shim");
    write("fedora/shimx64.efi", "shim");
    Path esp = root.resolve("boot/efi");
    TargetConfigurationPhase.removeFallback(esp);
    assertThat(esp.resolve("EFI/boot")).doesNotExist();
    assertThat(esp.resolve("EFI/fedora/shimx64.efi")).exists();
  }

  private Map<String, String> removable() throws IOException {
    Map<String, String> files = new TreeMap<>();
    for (Path each : TargetRoot.list(root.resolve("boot/efi/EFI/BOOT"), "*")) {
      files.put(String.valueOf(each.getFileName()), Files.readString(each));
    }
    return files;
  }

  private void write(String path, String content) throws IOException {
    Path file = root.resolve("boot/efi/EFI").resolve(path);
    Files.createDirectories(file.resolve("..").normalize());
    Files.writeString(file, content);
  }
}
