package org.pxebootstack.boothandler.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.boothandler.BootHandlerSettings;
import org.pxebootstack.contract.definition.VmDefinition;
import org.pxebootstack.contract.image.ImageManifest;
import org.pxebootstack.contract.install.ContractJson;
import org.pxebootstack.contract.machine.Architecture;
import org.pxebootstack.contract.machine.DistroName;
import org.pxebootstack.contract.machine.ImageFile;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Finds the files of an image in the images directory: by its manifest, or, as pvmlab leaves
 * images, by the names of the files.
 */
@Component
public class ImageCatalog {
  private static final List<ImageFile> ROOTFS_NAMES =
      List.of(new ImageFile("rootfs.tar.zst"), new ImageFile("rootfs.tar.gz"));
  private static final ImageFile MODULES = new ImageFile("modules.cpio.gz");

  private final JsonMapper json = ContractJson.mapper();
  private final Path imagesDir;

  ImageCatalog(BootHandlerSettings settings) {
    this.imagesDir = settings.imagesDir();
  }

  /**
   * The image that a definition names.
   *
   * @throws ImageUnavailableException when something that the definition needs is not on the disk
   */
  public DistroImage find(VmDefinition definition) throws ImageUnavailableException {
    try {
      return search(definition);
    } catch (ImageUnavailableException e) {
      throw new ImageUnavailableException(definition.file() + ": " + e.getMessage());
    }
  }

  private DistroImage search(VmDefinition definition) throws ImageUnavailableException {
    DistroName distro = definition.distro();
    if (distro == null) {
      throw new ImageUnavailableException(
          "distro: is missing; say what to boot, such as debian-13");
    }
    Architecture arch = definition.arch();
    Path directory = imagesDir.resolve(distro.value()).resolve(arch.toString());
    if (!Files.isDirectory(directory)) {
      throw new ImageUnavailableException(
          "distro: \"%s\" for %s was never pulled; run: pxeboot distro pull %s --arch %s"
              .formatted(distro, arch, distro, arch));
    }
    ImageManifest manifest = manifest(directory);
    ImageFile kernel =
        definition.kernel() != null
            ? definition.kernel()
            : manifest != null ? manifest.kernel() : only("kernel", directory, "vmlinuz-");
    ImageFile initrd =
        definition.pxeboot()
            ? null
            : definition.initrd() != null
                ? definition.initrd()
                : manifest != null ? manifest.initrd() : only("initrd", directory, "initr");
    ImageFile rootfs =
        manifest != null
            ? manifest.rootfs()
            : ROOTFS_NAMES.stream()
                .filter(each -> Files.isRegularFile(directory.resolve(each.value())))
                .findFirst()
                .orElse(ROOTFS_NAMES.getLast());
    require(directory, "kernel", kernel);
    if (initrd == null) {
      require(directory, "distro", rootfs);
      require(directory, "distro", MODULES);
    } else {
      require(directory, "initrd", initrd);
    }
    Optional<ImageManifest.Entry> entry =
        manifest == null ? Optional.empty() : manifest.entry(rootfs);
    return new DistroImage(
        distro,
        arch,
        kernel,
        initrd,
        rootfs,
        MODULES,
        entry.map(ImageManifest.Entry::sha256).orElse(null),
        entry.map(ImageManifest.Entry::size).orElse(null));
  }

  private @Nullable ImageManifest manifest(Path directory) throws ImageUnavailableException {
    Path file = directory.resolve(ImageManifest.FILE_NAME);
    if (!Files.exists(file)) {
      return null;
    }
    try {
      return json.readValue(Files.readString(file), ImageManifest.class);
    } catch (IOException | JacksonException e) {
      throw new ImageUnavailableException(
          file + " cannot be read (" + e.getMessage() + "); pull the image again");
    }
  }

  private static ImageFile only(String field, Path directory, String prefix)
      throws ImageUnavailableException {
    try (Stream<Path> files = Files.list(directory)) {
      List<String> found =
          files
              .map(each -> String.valueOf(each.getFileName()))
              .filter(each -> each.startsWith(prefix))
              .toList();
      if (found.size() == 1) {
        return new ImageFile(found.getFirst());
      }
      throw new ImageUnavailableException(
          "%s: %d files in %s start with %s; name the one to boot in the definition"
              .formatted(field, found.size(), directory, prefix));
    } catch (IOException e) {
      throw new ImageUnavailableException(directory + " cannot be read: " + e.getMessage());
    }
  }

  private static void require(Path directory, String field, ImageFile file)
      throws ImageUnavailableException {
    if (!Files.isRegularFile(directory.resolve(file.value()))) {
      throw new ImageUnavailableException(
          "%s: there is no %s in %s; pull the image again, or correct the definition"
              .formatted(field, file, directory));
    }
  }
}
