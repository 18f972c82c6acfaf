package org.pxebootstack.definitions.image;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.contract.machine.Architecture;
import org.pxebootstack.contract.machine.DistroName;

/**
 * What there is of one image.
 *
 * @param created when it was pulled, as its manifest says; null where it has none
 * @param files by name
 * @param missing what keeps it from being installed, in sentences; empty where it is whole
 */
public record ImageContents(
    DistroName distro,
    Architecture arch,
    @Nullable String created,
    List<File> files,
    List<String> missing) {

  public ImageContents {
    files = List.copyOf(files);
    missing = List.copyOf(missing);
  }

  /**
   * One of its files.
   *
   * @param size in bytes
   * @param sha256 as its manifest says; null where that says nothing
   */
  public record File(String name, long size, @Nullable String sha256) {}

  /** In bytes. */
  public long size() {
    return files.stream().mapToLong(File::size).sum();
  }
}
