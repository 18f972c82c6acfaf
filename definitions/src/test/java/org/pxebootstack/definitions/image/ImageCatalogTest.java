package org.pxebootstack.definitions.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pxebootstack.contract.definition.ParsedDefinition;
import org.pxebootstack.contract.definition.VmDefinition;
import org.pxebootstack.contract.definition.VmDefinitionParser;
import org.pxebootstack.contract.image.DistroImage;
import org.pxebootstack.contract.image.Sha256;
import org.pxebootstack.contract.machine.ImageFile;

class ImageCatalogTest {
  private static final String INSTALLED = "\"pxeboot\": true, \"distro\": \"debian-13\"";
  private static final String OWN_KERNEL = "\"distro\": \"debian-13\"";

  @TempDir private Path images = Path.of("");

  @Test
  void findsFilesByTheirNamesAsPvmlabLeavesThem() throws Exception {
    image("vmlinuz-6.12", "initramfs-6.12.img", "rootfs.tar.gz", "modules.cpio.gz");
    DistroImage image = find(OWN_KERNEL);
    assertThat(image.kernel()).isEqualTo(new ImageFile("vmlinuz-6.12"));
    assertThat(image.initrd()).isEqualTo(new ImageFile("initramfs-6.12.img"));
    assertThat(image.rootfs()).isEqualTo(new ImageFile("rootfs.tar.gz"));
    assertThat(image.rootfsSha256()).isNull();
    assertThat(image.manifestSha256()).isNull();
    assertThat(find(INSTALLED).initrd()).isNull();
  }

  @Test
  void findsFilesByTheManifest() throws Exception {
    Path directory =
        image("vmlinuz-1", "vmlinuz-2", "initrd.img-2", "rootfs.tar.zst", "modules.cpio.gz");
    Files.writeString(
        directory.resolve("manifest.json"),
        """
        {"distro": "debian-13", "arch": "x86_64", "created": "2026-11-21T06:47:38Z", "packages_sha256": "",
         "kernel": "vmlinuz-2", "initrd": "initrd.img-2", "modules": "modules.cpio.gz", "rootfs": "rootfs.tar.zst",
         "files": [{"name": "rootfs.tar.zst", "size": 42, "sha256": "abc"}]}
        """);
    DistroImage image = find(INSTALLED);
    assertThat(image.kernel()).isEqualTo(new ImageFile("vmlinuz-2"));
    assertThat(image.rootfsSize()).isEqualTo(42);
    assertThat(image.rootfsSha256()).isEqualTo("abc");
    assertThat(image.manifestSha256())
        .isEqualTo(Sha256.of(Files.readAllBytes(directory.resolve("manifest.json"))));
    assertThat(find(INSTALLED + ", \"kernel\": \"vmlinuz-1\"").kernel())
        .isEqualTo(new ImageFile("vmlinuz-1"));
    Files.delete(directory.resolve("vmlinuz-2"));
    assertThat(problem(INSTALLED))
        .isEqualTo(
            "web1.json: distro: \"debian-13\" for x86_64 has no vmlinuz-2 in %s; pull the image again");
    Files.writeString(directory.resolve("manifest.json"), "{\"kernel\": 1}");
    assertThat(problem(INSTALLED))
        .isEqualTo(
            "web1.json: distro: \"debian-13\" for x86_64 has a manifest.json that cannot be read; pull"
                + " the image again");
  }

  @Test
  void saysWhatIsMissing() throws Exception {
    assertThat(problem(INSTALLED))
        .isEqualTo(
            "web1.json: distro: \"debian-13\" for x86_64 was never pulled; run: pxeboot distro pull"
                + " debian-13 --arch x86_64");
    Path directory = image();
    assertThat(problem(INSTALLED))
        .isEqualTo(
            "web1.json: distro: \"debian-13\" for x86_64 has no file that starts with vmlinuz- in %s;"
                + " pull the image again");
    image("vmlinuz-1");
    assertThat(problem(INSTALLED))
        .isEqualTo(
            "web1.json: distro: \"debian-13\" for x86_64 has no rootfs.tar.gz in %s; pull the image"
                + " again");
    image("rootfs.tar.zst");
    assertThat(problem(INSTALLED))
        .isEqualTo(
            "web1.json: distro: \"debian-13\" for x86_64 has no modules.cpio.gz in %s; pull the image"
                + " again");
    assertThat(problem(INSTALLED + ", \"kernel\": \"vmlinuz-9\""))
        .isEqualTo(
            "web1.json: kernel: \"vmlinuz-9\" is not in %s; pull the image again, or correct the"
                + " definition");
    image("vmlinuz-2");
    assertThat(problem(INSTALLED))
        .isEqualTo(
            "web1.json: kernel: is missing, and %s has several; write the one to boot: vmlinuz-1 or"
                + " vmlinuz-2");
    Files.delete(directory.resolve("vmlinuz-1"));
    Files.createSymbolicLink(directory.resolve("vmlinuz-1"), Path.of("gone"));
    Files.createDirectory(directory.resolve("vmlinuz-3"));
    image("modules.cpio.gz");
    assertThat(find(INSTALLED).kernel()).isEqualTo(new ImageFile("vmlinuz-2"));
  }

  private Path image(String... files) throws IOException {
    Path directory = Files.createDirectories(images.resolve("debian-13/x86_64"));
    for (String each : List.of(files)) {
      Files.writeString(directory.resolve(each), each);
    }
    return directory;
  }

  private DistroImage find(String keys) throws ImageUnavailableException {
    String json =
        "{\"name\": \"web1\", \"arch\": \"x86_64\", \"mac\": \"525400000001\", " + keys + "}";
    if (!(VmDefinitionParser.parse("web1.json", json.getBytes(StandardCharsets.UTF_8))
        instanceof ParsedDefinition.Valid(VmDefinition vm))) {
      throw new AssertionError(json + " is no definition");
    }
    return new ImageCatalog(images, Duration.ZERO).find(vm);
  }

  /** The sentence, with {@code %s} for the image's directory. */
  private String problem(String keys) {
    String[] sentence = {""};
    assertThatThrownBy(() -> find(keys))
        .isInstanceOfSatisfying(
            ImageUnavailableException.class, e -> sentence[0] = e.problem().sentence());
    return sentence[0].replace(images.resolve("debian-13/x86_64").toString(), "%s");
  }
}
