package org.pxebootstack.installer.phase;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * The path that firmware tries without being told (UEFI, section 3.5.1.1), so that a disk starts
 * without a boot entry. Its own program comes last, when all that it leads to is on the disk: one
 * that leads nowhere would stop the machine at GRUB's prompt after a power cut. Shim's companion
 * fbx64.efi, which would write boot entries and restart, is left out.
 *
 * @param vendor the directory of the distribution's shim and GRUB
 * @param removable {@code EFI/BOOT}
 * @param suffix of the architecture in their names, {@code x64} or {@code aa64}
 */
record FallbackLoader(Path vendor, Path removable, String suffix) {

  static FallbackLoader of(TargetRoot target, String loaderId, String suffix) {
    Path efi = target.path("boot/efi/EFI");
    return new FallbackLoader(efi.resolve(loaderId), efi.resolve("BOOT"), suffix);
  }

  /** What the program leads to. */
  void prepare() throws IOException {
    Files.createDirectories(removable);
    if (Files.exists(shim())) {
      for (String each : List.of("grub" + suffix + ".efi", "mm" + suffix + ".efi", "grub.cfg")) {
        if (Files.exists(vendor.resolve(each))) {
          copy(vendor.resolve(each), each);
        }
      }
    }
  }

  /** The program itself. */
  void activate() throws IOException {
    boolean hasShim = Files.exists(shim());
    Path loader = hasShim ? shim() : vendor.resolve("grub" + suffix + ".efi");
    copy(loader, suffix.equals("x64") ? "BOOTX64.EFI" : "BOOTAA64.EFI");
  }

  private Path shim() {
    return vendor.resolve("shim" + suffix + ".efi");
  }

  private void copy(Path from, String name) throws IOException {
    var _ = Files.copy(from, removable.resolve(name), StandardCopyOption.REPLACE_EXISTING);
  }
}
