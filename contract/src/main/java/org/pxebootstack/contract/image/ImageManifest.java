package org.pxebootstack.contract.image;

import java.util.List;
import java.util.Optional;
import org.pxebootstack.contract.machine.Architecture;
import org.pxebootstack.contract.machine.DistroName;
import org.pxebootstack.contract.machine.ImageFile;

/**
 * {@code manifest.json} of an image: which of its files are what, and how to check them. It is
 * written last, so that an image with a manifest is whole.
 *
 * @param packagesSha256 digest of the recipe and every package version that went in
 * @param created when, in ISO 8601
 * @param kernel the kernel, for the installer and in the root file system
 * @param initrd the root file system's own initramfs, which fits any hardware
 * @param modules the kernel modules that the installer needs
 * @param rootfs the root file system
 */
public record ImageManifest(
    DistroName distro,
    Architecture arch,
    String created,
    String packagesSha256,
    ImageFile kernel,
    ImageFile initrd,
    ImageFile modules,
    ImageFile rootfs,
    List<Entry> files) {

  /** The file's name in an image's directory. */
  public static final String FILE_NAME = "manifest.json";

  public ImageManifest {
    files = List.copyOf(files);
  }

  /**
   * One file of the image.
   *
   * @param size in bytes
   * @param sha256 lower-case hexadecimal digest
   */
  public record Entry(ImageFile name, long size, String sha256) {}

  public Optional<Entry> entry(ImageFile name) {
    return files.stream().filter(each -> each.name().equals(name)).findFirst();
  }
}
