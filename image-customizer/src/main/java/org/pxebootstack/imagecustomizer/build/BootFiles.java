package org.pxebootstack.imagecustomizer.build;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.pxebootstack.contract.machine.Architecture;

/**
 * What the image itself has for booting: its kernel, and its distribution's signed shim and GRUBs.
 *
 * @param kernelVersion the name of its modules' directory
 * @param grubForNetwork loads by TFTP and HTTP
 * @param grubForCd looks on the medium that it was started from
 */
record BootFiles(
    String kernelVersion, Path kernel, Path shim, Path grubForNetwork, Path grubForCd) {

  /**
   * Looks for all of them.
   *
   * @throws BuildException with everything that is missing
   */
  static BootFiles of(ImageRoot root, Architecture architecture) throws IOException {
    boolean arm = architecture == Architecture.AARCH64;
    String suffix = arm ? "aa64" : "x64";
    String platform = arm ? "arm64" : "x86_64";
    String debian = arm ? "arm64" : "amd64";
    List<String> problems = new ArrayList<>();
    List<String> kernels =
        root.names("boot").stream().filter(each -> each.startsWith("vmlinuz-")).toList();
    if (kernels.isEmpty()) {
      problems.add(
          "the image has no kernel (/boot/vmlinuz-*); add linux-image-%s to os.packages.install"
              .formatted(debian));
    } else if (kernels.size() > 1) {
      problems.add(
          "the image has several kernels (%s); remove all but one by os.packages.remove"
              .formatted(String.join(", ", kernels)));
    }
    Path shim =
        find(root, problems, "usr/lib/shim/shim" + suffix + ".efi.signed", "shim", "shim-signed");
    String grub = "usr/lib/grub/" + platform + "-efi-signed/";
    String grubPackage = "grub-efi-" + debian + "-signed";
    Path network =
        find(
            root, problems, grub + "grubnet" + suffix + ".efi.signed", "GRUB for PXE", grubPackage);
    Path cd =
        find(root, problems, grub + "gcd" + suffix + ".efi.signed", "GRUB for CDs", grubPackage);
    if (!problems.isEmpty()) {
      throw new BuildException(problems);
    }
    String version = kernels.getFirst().substring("vmlinuz-".length());
    Path kernel =
        root.file("boot/" + kernels.getFirst())
            .orElseThrow(() -> new BuildException("the image's kernel is not a file"));
    return new BootFiles(version, kernel, shim, network, cd);
  }

  private static Path find(
      ImageRoot root, List<String> problems, String path, String what, String name)
      throws IOException {
    Path file = root.file(path).orElse(null);
    if (file == null) {
      problems.add(
          "the image has no %s (/%s); add %s to os.packages.install".formatted(what, path, name));
      return Path.of("");
    }
    return file;
  }
}
