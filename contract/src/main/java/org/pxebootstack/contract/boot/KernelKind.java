package org.pxebootstack.contract.boot;

import org.pxebootstack.contract.machine.Architecture;

/** What a kernel is, by its first bytes: on which machines it starts. */
public enum KernelKind {
  /** A 64-bit bzImage (Documentation/arch/x86/boot.rst, XLF_KERNEL_64). */
  BZIMAGE_64(Architecture.X86_64, "a Linux kernel for x86_64", true),
  /** One for 32-bit processors, which 64-bit ones run too; 64-bit UEFI does not start it. */
  BZIMAGE_32(Architecture.X86_64, "a 32-bit Linux kernel for x86", true),
  /** Any program for UEFI. */
  EFI_X86_64(Architecture.X86_64, "an EFI program for x86_64", false),
  /** An Image (Documentation/arch/arm64/booting.rst), or any program for UEFI. */
  EFI_ARM64(Architecture.AARCH64, "a kernel or EFI program for ARM64", false);

  private final Architecture architecture;
  private final String label;
  private final boolean startsOnBios;

  KernelKind(Architecture architecture, String label, boolean startsOnBios) {
    this.architecture = architecture;
    this.label = label;
    this.startsOnBios = startsOnBios;
  }

  /** Of the machines that it starts on. */
  public Architecture architecture() {
    return architecture;
  }

  public boolean startsOnBios() {
    return startsOnBios;
  }

  public boolean startsOnUefi() {
    return this != BZIMAGE_32;
  }

  /** For people. */
  public String label() {
    return label;
  }
}
