package org.pxebootstack.cli.lab;

/** What a virtual machine's firmware boots the network with. */
public enum Firmware {
  /** OVMF with its own network drivers and its own PXE: what a modern machine has. */
  UEFI,
  /** OVMF with the iPXE of 2019 in the network card's ROM. */
  UEFI_IPXE_ROM,
  /** SeaBIOS, likewise. */
  BIOS;

  boolean isUefi() {
    return this != BIOS;
  }
}
