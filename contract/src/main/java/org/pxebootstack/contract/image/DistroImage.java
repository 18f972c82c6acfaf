package org.pxebootstack.contract.image;

import org.jspecify.annotations.Nullable;
import org.pxebootstack.contract.machine.Architecture;
import org.pxebootstack.contract.machine.DistroName;
import org.pxebootstack.contract.machine.ImageFile;

/**
 * The files of one image that a definition asks for; each of them exists.
 *
 * @param initrd the image's own; null where the machine is to be installed, which needs none
 * @param rootfsSha256 lower-case hexadecimal; null where the image has no manifest, as pvmlab's
 *     have none
 * @param rootfsSize in bytes; null likewise
 * @param manifestSha256 digest of the manifest itself; null likewise
 */
public record DistroImage(
    DistroName distro,
    Architecture arch,
    ImageFile kernel,
    @Nullable ImageFile initrd,
    ImageFile rootfs,
    ImageFile modules,
    @Nullable String rootfsSha256,
    @Nullable Long rootfsSize,
    @Nullable String manifestSha256) {

  /** The URL path of one of its files. */
  public String path(ImageFile file) {
    return "/images/" + distro + "/" + arch + "/" + file;
  }
}
