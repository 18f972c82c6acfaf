package org.pxebootstack.contract.image;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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

  /** Of the chunks of a root file system that is pulled now, in bytes. */
  public static final int CHUNK_SIZE = 4 << 20;

  /** An installer holds several chunks in memory. */
  private static final int LARGEST_CHUNK = 8 << 20;

  public ImageManifest {
    files = List.copyOf(files);
  }

  /**
   * One file of the image.
   *
   * @param size in bytes
   * @param sha256 lower-case hexadecimal digest
   * @param chunkSize bytes of each chunk but the last, which may be shorter; null where the file
   *     has no digests of chunks, as in manifests of earlier versions
   * @param chunks the digest of each chunk; null likewise
   */
  public record Entry(
      ImageFile name,
      long size,
      String sha256,
      @Nullable Integer chunkSize,
      @Nullable List<String> chunks) {

    public Entry {
      if (chunkSize == null || chunks == null) {
        if (chunkSize != null || chunks != null) {
          throw new IllegalArgumentException("chunk_size and chunks stand together");
        }
      } else {
        if (chunkSize < 1 || chunkSize > LARGEST_CHUNK) {
          throw new IllegalArgumentException("chunk_size is from 1 byte to 8 MiB");
        }
        if (chunks.size() != Math.ceilDiv(size, chunkSize)) {
          throw new IllegalArgumentException("chunks has a digest for each chunk of the file");
        }
        chunks = List.copyOf(chunks);
      }
    }
  }

  public Optional<Entry> entry(ImageFile name) {
    return files.stream().filter(each -> each.name().equals(name)).findFirst();
  }
}
