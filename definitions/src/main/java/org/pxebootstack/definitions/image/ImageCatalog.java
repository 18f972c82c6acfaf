package org.pxebootstack.definitions.image;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.contract.definition.Problem;
import org.pxebootstack.contract.definition.VmDefinition;
import org.pxebootstack.contract.image.DistroImage;
import org.pxebootstack.contract.image.ImageManifest;
import org.pxebootstack.contract.machine.Architecture;
import org.pxebootstack.contract.machine.DistroName;
import org.pxebootstack.contract.machine.ImageFile;

/**
 * Finds the files of an image in the images directory: by its manifest, or, as pvmlab leaves
 * images, by the names of the files. Safe for many threads.
 */
public final class ImageCatalog {
  private static final List<ImageFile> ROOTFS_NAMES =
      List.of(new ImageFile("rootfs.tar.zst"), new ImageFile("rootfs.tar.gz"));
  private static final ImageFile MODULES = new ImageFile("modules.cpio.gz");

  private final Path imagesDir;
  private final Duration keep;
  private final Map<Key, Held> held = new ConcurrentHashMap<>();

  /**
   * @param imagesDir with a directory for each distribution, and in it one for each architecture
   * @param keep how long what was found there is believed
   */
  public ImageCatalog(Path imagesDir, Duration keep) {
    this.imagesDir = imagesDir;
    this.keep = keep;
  }

  private record Key(DistroName distro, Architecture arch) {}

  private record Held(ImageListing listing, long since) {}

  /**
   * The image that a definition names.
   *
   * @throws ImageUnavailableException when something that the definition needs is not on the disk
   */
  public DistroImage find(VmDefinition definition) throws ImageUnavailableException {
    DistroName distro = definition.distro();
    if (distro == null) {
      throw unavailable(
          definition, "distro", null, "is missing", "say what to boot, such as debian-13");
    }
    Architecture arch = definition.arch();
    ImageListing listing = listing(distro, arch);
    if (!listing.present()) {
      throw unavailable(
          definition,
          "distro",
          distro.value(),
          "for " + arch + " was never pulled",
          "run: pxeboot distro pull " + distro + " --arch " + arch);
    }
    if (listing.trouble() != null) {
      throw unavailable(
          definition,
          "distro",
          distro.value(),
          "for " + arch + " " + listing.trouble(),
          "pull the image again");
    }
    return choose(definition, distro, listing);
  }

  private static DistroImage choose(
      VmDefinition definition, DistroName distro, ImageListing listing)
      throws ImageUnavailableException {
    ImageManifest manifest = listing.manifest();
    ImageFile kernel = definition.kernel();
    if (kernel == null) {
      kernel =
          manifest != null ? manifest.kernel() : only(definition, "kernel", listing, "vmlinuz-");
    }
    require(definition, "kernel", listing, kernel);
    ImageFile initrd = null;
    if (!definition.pxeboot()) {
      initrd = definition.initrd();
      if (initrd == null) {
        initrd =
            manifest != null ? manifest.initrd() : only(definition, "initrd", listing, "initr");
      }
      require(definition, "initrd", listing, initrd);
    }
    ImageFile rootfs =
        manifest != null
            ? manifest.rootfs()
            : ROOTFS_NAMES.stream()
                .filter(each -> listing.has(each.value()))
                .findFirst()
                .orElse(ROOTFS_NAMES.getLast());
    if (definition.pxeboot()) {
      require(definition, "distro", listing, rootfs);
      require(definition, "distro", listing, MODULES);
    }
    Optional<ImageManifest.Entry> entry =
        manifest == null ? Optional.empty() : manifest.entry(rootfs);
    return new DistroImage(
        distro,
        definition.arch(),
        kernel,
        initrd,
        rootfs,
        MODULES,
        entry.map(ImageManifest.Entry::sha256).orElse(null),
        entry.map(ImageManifest.Entry::size).orElse(null));
  }

  /** What is in the image's directory now, or was a moment ago. */
  ImageListing listing(DistroName distro, Architecture arch) {
    long now = System.nanoTime();
    Held found = held.get(new Key(distro, arch));
    if (found != null && now - found.since() < keep.toNanos()) {
      return found.listing();
    }
    ImageListing fresh =
        ImageListing.of(imagesDir.resolve(distro.value()).resolve(arch.toString()));
    held.put(new Key(distro, arch), new Held(fresh, now));
    return fresh;
  }

  /**
   * What all images hold that were asked for so far; equal to an earlier answer where nothing has
   * changed.
   */
  public Object contents() {
    Set<ImageListing> all = new HashSet<>();
    held.keySet().forEach(each -> all.add(listing(each.distro(), each.arch())));
    return all;
  }

  private static ImageFile only(
      VmDefinition definition, String field, ImageListing listing, String prefix)
      throws ImageUnavailableException {
    List<String> found = listing.startingWith(prefix);
    if (found.size() == 1) {
      return new ImageFile(found.getFirst());
    }
    throw unavailable(
        definition,
        field,
        null,
        "%d files in %s start with %s".formatted(found.size(), listing.directory(), prefix),
        found.isEmpty()
            ? "pull the image again"
            : "name the one to boot in the definition: " + String.join(" or ", found));
  }

  private static void require(
      VmDefinition definition, String field, ImageListing listing, ImageFile file)
      throws ImageUnavailableException {
    if (!listing.has(file.value())) {
      throw unavailable(
          definition,
          field,
          file.value(),
          "is not in " + listing.directory(),
          "pull the image again, or correct the definition");
    }
  }

  private static ImageUnavailableException unavailable(
      VmDefinition definition,
      String field,
      @Nullable String value,
      String complaint,
      String cure) {
    return new ImageUnavailableException(
        new Problem(definition.file(), field, value, complaint, cure));
  }
}
