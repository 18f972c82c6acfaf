package org.pxebootstack.definitions.image;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.contract.definition.Problem;
import org.pxebootstack.contract.definition.VmDefinition;
import org.pxebootstack.contract.image.DistroImage;
import org.pxebootstack.contract.image.ImageManifest;
import org.pxebootstack.contract.machine.DistroName;
import org.pxebootstack.contract.machine.ImageFile;

/**
 * Which files of an image one definition asks for: those that it names itself, else by the image's
 * manifest, else, as pvmlab leaves images, by their names. Pure.
 */
record ImageChoice(VmDefinition definition, DistroName distro, ImageListing listing) {
  private static final List<ImageFile> ROOTFS_NAMES =
      List.of(new ImageFile("rootfs.tar.zst"), new ImageFile("rootfs.tar.gz"));
  private static final ImageFile MODULES = new ImageFile("modules.cpio.gz");
  private static final String PULL_AGAIN = "pull the image again";

  /**
   * The files.
   *
   * @throws ImageUnavailableException when one that is needed is not there
   */
  DistroImage image() throws ImageUnavailableException {
    if (!listing.present()) {
      throw imageProblem(
          "was never pulled",
          "run: pxeboot distro pull " + distro + " --arch " + definition.arch());
    }
    if (listing.trouble() != null) {
      throw imageProblem(listing.trouble(), PULL_AGAIN);
    }
    ImageManifest manifest = listing.manifest();
    ImageFile kernel =
        file(
            "kernel", definition.kernel(), manifest == null ? null : manifest.kernel(), "vmlinuz-");
    ImageFile initrd =
        definition.pxeboot()
            ? null
            : file(
                "initrd",
                definition.initrd(),
                manifest == null ? null : manifest.initrd(),
                "initr");
    ImageFile rootfs = manifest != null ? manifest.rootfs() : rootfsByName();
    if (definition.pxeboot()) {
      require(rootfs);
      require(MODULES);
    }
    Optional<ImageManifest.Entry> entry =
        manifest == null ? Optional.empty() : manifest.entry(rootfs);
    if (manifest != null && entry.isEmpty() && definition.pxeboot()) {
      throw imageProblem("has no digest of " + rootfs + " in its manifest", PULL_AGAIN);
    }
    return new DistroImage(
        distro,
        definition.arch(),
        kernel,
        initrd,
        rootfs,
        MODULES,
        entry.map(ImageManifest.Entry::sha256).orElse(null),
        entry.map(ImageManifest.Entry::size).orElse(null),
        listing.manifestSha256());
  }

  private ImageFile file(
      String field, @Nullable ImageFile asked, @Nullable ImageFile ofManifest, String prefix)
      throws ImageUnavailableException {
    if (asked != null) {
      if (!listing.has(asked.value())) {
        throw problem(
            field,
            asked.value(),
            "is not in " + listing.directory(),
            PULL_AGAIN + ", or correct the definition");
      }
      return asked;
    }
    if (ofManifest != null) {
      require(ofManifest);
      return ofManifest;
    }
    List<String> found = listing.startingWith(prefix);
    if (found.isEmpty()) {
      throw missing("file that starts with " + prefix);
    }
    if (found.size() > 1) {
      throw problem(
          field,
          null,
          "is missing, and %s has several".formatted(listing.directory()),
          "write the one to boot: " + String.join(" or ", found));
    }
    return new ImageFile(found.getFirst());
  }

  private ImageFile rootfsByName() {
    return ROOTFS_NAMES.stream()
        .filter(each -> listing.has(each.value()))
        .findFirst()
        .orElse(ROOTFS_NAMES.getLast());
  }

  private void require(ImageFile file) throws ImageUnavailableException {
    if (!listing.has(file.value())) {
      throw missing(file.value());
    }
  }

  private ImageUnavailableException missing(String what) {
    return imageProblem("has no " + what + " in " + listing.directory(), PULL_AGAIN);
  }

  private ImageUnavailableException imageProblem(String complaint, String cure) {
    return problem("distro", distro.value(), "for " + definition.arch() + " " + complaint, cure);
  }

  private ImageUnavailableException problem(
      String field, @Nullable String value, String complaint, String cure) {
    return new ImageUnavailableException(
        new Problem(definition.file(), field, value, complaint, cure));
  }
}
