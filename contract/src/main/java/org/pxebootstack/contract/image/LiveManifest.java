package org.pxebootstack.contract.image;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.contract.machine.Architecture;
import org.pxebootstack.contract.machine.DataSize;
import org.pxebootstack.contract.machine.KernelArguments;

/**
 * {@code live.json}: what the artifacts of a live system are, for whoever boots machines into it.
 *
 * @param arch whose machines it is for
 * @param kernel the kernel's version
 * @param root the file that its initramfs fetches, {@code image.iso} or {@code image.squashfs};
 *     null where the initramfs holds everything
 * @param rootArguments what the kernel is told about that file besides its URL; empty without one
 * @param arguments further words of the kernel command line
 * @param memory what a machine needs
 * @param fetches whether the system fetches files when it has started
 */
public record LiveManifest(
    Architecture arch,
    String kernel,
    @Nullable String root,
    List<String> rootArguments,
    KernelArguments arguments,
    DataSize memory,
    boolean fetches) {

  /** The file's name among the artifacts. */
  public static final String FILE_NAME = "live.json";

  public LiveManifest {
    rootArguments = List.copyOf(rootArguments);
    rootArguments.forEach(KernelArguments::new);
    if (root != null && !List.of("image.iso", "image.squashfs").contains(root)) {
      throw new IllegalArgumentException("root is image.iso or image.squashfs");
    }
  }
}
