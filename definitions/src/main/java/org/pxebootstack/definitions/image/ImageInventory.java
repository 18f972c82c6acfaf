package org.pxebootstack.definitions.image;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.contract.image.ImageManifest;
import org.pxebootstack.contract.machine.Architecture;
import org.pxebootstack.contract.machine.DistroName;
import org.pxebootstack.contract.machine.InvalidValueException;

/** Looks which images are in the images directory, and whether they are whole. */
public final class ImageInventory {
  private static final List<String> ROOTFS_NAMES = List.of("rootfs.tar.zst", "rootfs.tar.gz");

  private ImageInventory() {}

  /**
   * All images, by distribution and architecture. What has no name of a distribution is left out.
   *
   * @throws IOException where the directory can't be read
   */
  public static List<ImageContents> of(Path imagesDir) throws IOException {
    List<ImageContents> all = new ArrayList<>();
    for (Path each : directories(imagesDir)) {
      DistroName distro;
      try {
        distro = new DistroName(String.valueOf(each.getFileName()));
      } catch (InvalidValueException e) {
        continue;
      }
      for (Architecture arch : Architecture.values()) {
        Path directory = each.resolve(arch.toString());
        if (Files.isDirectory(directory)) {
          all.add(contents(distro, arch, ImageListing.of(directory)));
        }
      }
    }
    return all;
  }

  private static NavigableSet<Path> directories(Path imagesDir) throws IOException {
    NavigableSet<Path> found = new TreeSet<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(imagesDir, Files::isDirectory)) {
      entries.forEach(found::add);
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return found;
  }

  private static ImageContents contents(
      DistroName distro, Architecture arch, ImageListing listing) {
    ImageManifest manifest = listing.manifest();
    List<ImageContents.File> files = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (String each : new TreeSet<>(listing.files())) {
      Optional<ImageManifest.Entry> entry = entry(manifest, each);
      long size;
      try {
        size = Files.size(listing.directory().resolve(each));
      } catch (IOException e) {
        missing.add(each + " cannot be read; look at its permissions");
        continue;
      }
      files.add(
          new ImageContents.File(each, size, entry.map(ImageManifest.Entry::sha256).orElse(null)));
      if (entry.isPresent() && entry.get().size() != size) {
        missing.add(
            "%s has %d bytes, its manifest says %d; pull the image again"
                .formatted(each, size, entry.get().size()));
      }
    }
    if (listing.trouble() != null) {
      missing.add("it " + listing.trouble() + "; pull the image again");
    } else if (manifest != null) {
      manifest.files().stream()
          .map(each -> each.name().value())
          .filter(each -> !listing.has(each))
          .forEach(each -> missing.add(each + " is missing; pull the image again"));
    } else {
      missing.addAll(missingByName(listing));
    }
    return new ImageContents(
        distro, arch, manifest == null ? null : manifest.created(), files, missing);
  }

  private static Optional<ImageManifest.Entry> entry(
      @Nullable ImageManifest manifest, String file) {
    return manifest == null
        ? Optional.empty()
        : manifest.files().stream().filter(each -> each.name().value().equals(file)).findFirst();
  }

  private static List<String> missingByName(ImageListing listing) {
    List<String> missing = new ArrayList<>();
    if (listing.startingWith("vmlinuz-").isEmpty()) {
      missing.add("there is no kernel, vmlinuz-*; pull the image again");
    }
    if (ROOTFS_NAMES.stream().noneMatch(listing::has)) {
      missing.add("there is no root file system, rootfs.tar.zst or .gz; pull the image again");
    }
    if (!listing.has("modules.cpio.gz")) {
      missing.add("there are no kernel modules, modules.cpio.gz; pull the image again");
    }
    return missing;
  }
}
