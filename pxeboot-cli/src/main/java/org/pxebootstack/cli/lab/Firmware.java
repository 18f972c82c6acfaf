package org.pxebootstack.cli.lab;

/** What a virtual machine's firmware boots the network with. */
public enum Firmware {
  /**
   * OVMF, on ARM64 AAVMF, with its own network drivers and its own PXE: what a modern machine has.
   */
  UEFI,
  /** OVMF that boots by HTTP, since it is told not to try PXE, which would take minutes. */
  UEFI_HTTP,
  /** OVMF with the iPXE of 2019 in the network card's ROM. */
  UEFI_IPXE_ROM,
  /** SeaBIOS, likewise. */
  BIOS;

  boolean isUefi() {
    return this != BIOS;
  }

  /** Whether the network card's ROM is left out, so that the firmware's own drivers are used. */
  boolean bringsItsOwnDriver() {
    return this == UEFI || this == UEFI_HTTP;
  }
}
