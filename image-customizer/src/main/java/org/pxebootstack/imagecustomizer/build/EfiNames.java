package org.pxebootstack.imagecustomizer.build;

import org.pxebootstack.contract.machine.Architecture;

/** Names of boot programs (UEFI specification 2.10, section 3.5.1.1; shim looks for its GRUB's). */
public final class EfiNames {
  private EfiNames() {}

  public static String shim(Architecture architecture) {
    return "boot" + suffix(architecture);
  }

  public static String grub(Architecture architecture) {
    return "grub" + suffix(architecture);
  }

  private static String suffix(Architecture architecture) {
    return architecture == Architecture.AARCH64 ? "aa64.efi" : "x64.efi";
  }
}
