package org.pxebootstack.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pxebootstack.definitions.DefinitionDirectory;

class ImagesCheckTest {
  @TempDir private Path directory = Path.of("");
  private Path vms = Path.of("");
  private Path images = Path.of("");

  @BeforeEach
  void prepare() throws IOException {
    vms = Files.createDirectories(directory.resolve("vms"));
    images = directory.resolve("images");
    Path image = Files.createDirectories(images.resolve("debian-13/x86_64"));
    for (String each : List.of("vmlinuz-6.12", "initrd.img-6.12", "rootfs.tar.gz")) {
      Files.createFile(image.resolve(each));
    }
    Files.createFile(image.resolve("modules.cpio.gz"));
    touch("initrds/x86_64/initrd.gz");
    for (String each : List.of("undionly.kpxe", "snponly.efi", "boot.ipxe")) {
      touch("tftp/" + each);
    }
  }

  @Test
  void allThatIsNeededIsThere() throws IOException {
    define("web1", "x86_64", "debian-13");
    assertThat(sentences()).isEmpty();
  }

  @Test
  void whatManyMachinesNeedIsSaidOnce() throws IOException {
    define("web1", "x86_64", "debian-99");
    define("web2", "x86_64", "debian-99");
    define("web3", "x86_64", "debian-99");
    Files.delete(images.resolve("debian-13/x86_64/modules.cpio.gz"));
    define("web4", "x86_64", "debian-13");
    assertThat(sentences())
        .containsExactly(
            "images: \"debian-99\" for x86_64 was never pulled (needed by web1.json and 2 more);"
                + " run: pxeboot distro pull debian-99 --arch x86_64",
            "images: \"debian-13\" for x86_64 has no modules.cpio.gz in %s/debian-13/x86_64 (needed by"
                    .formatted(images)
                + " web4.json); pull the image again");
  }

  @Test
  void aValueThatIsMissingIsNamedByItsField() throws IOException {
    define("web1", "x86_64", "debian-13");
    touch("images/debian-13/x86_64/vmlinuz-6.13");
    assertThat(sentences())
        .containsExactly(
            "images: kernel: is missing, and %s/debian-13/x86_64 has several (needed by web1.json);"
                    .formatted(images)
                + " write the one to boot: vmlinuz-6.12 or vmlinuz-6.13");
  }

  @Test
  void aDirectoryThatIsNotThereIsSaidOnce() throws IOException {
    define("web1", "x86_64", "debian-13");
    images = directory.resolve("nowhere");
    assertThat(sentences())
        .containsExactly(
            "images: %s does not exist or is not a directory; mount the images there, or name their"
                    .formatted(images)
                + " directory with IMAGES_DIR");
  }

  @Test
  void theStacksOwnFilesAreNeededForTheArchitecturesInUse() throws IOException {
    define("arm1", "aarch64", "debian-13");
    Path image = images.resolve("debian-13");
    Files.move(image.resolve("x86_64"), image.resolve("aarch64"));
    Files.delete(directory.resolve("tftp/boot.ipxe"));
    Files.delete(directory.resolve("tftp/snponly.efi"));
    assertThat(sentences())
        .containsExactly(
            "images: the installer %s/initrds/aarch64/initrd.gz is missing (needed by arm1.json);"
                    .formatted(directory)
                + " use an image of the stack that has it, or mount it there",
            "images: the boot program %s/tftp/boot.ipxe is missing (needed by arm1.json); use an"
                    .formatted(directory)
                + " image of the stack that has it, or mount it there",
            "images: the boot program %s/tftp/ipxe-arm64.efi is missing (needed by arm1.json); use"
                    .formatted(directory)
                + " an image of the stack that has it, or mount it there");
  }

  private List<String> sentences() {
    return new ImagesCheck(
            images,
            Optional.of(
                new ImagesCheck.BootPrograms(
                    directory.resolve("initrds"), directory.resolve("tftp"))),
            new DefinitionDirectory(vms).scan().all())
        .findings().stream().map(Finding::sentence).toList();
  }

  private void define(String name, String arch, String distro) throws IOException {
    int number = name.charAt(name.length() - 1) - '0';
    Files.writeString(
        vms.resolve(name + ".json"),
        """
        {"name": "%s", "arch": "%s", "mac": "52:54:00:00:00:0%d", "pxeboot": true, "distro": "%s"}
        """
            .formatted(name, arch, number, distro));
  }

  private void touch(String name) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    Files.createFile(file);
  }
}
