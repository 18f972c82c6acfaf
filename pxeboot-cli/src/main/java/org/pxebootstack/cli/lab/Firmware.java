package org.pxebootstack.cli.lab;

import java.nio.file.Path;
import java.util.List;

/** What a virtual machine's firmware boots the network with. */
public enum Firmware {
  /**
   * OVMF, on ARM64 AAVMF, with its own network drivers and its own PXE: what a modern machine has.
   */
  UEFI,
  /** OVMF that boots by HTTP, since it is told not to try PXE, which would take minutes. */
  UEFI_HTTP,
  /** OVMF that boots by PXE over IPv6, since it is told not to try IPv4. */
  UEFI_IPV6,
  /** OVMF with the iPXE of 2019 in the network card's ROM. */
  UEFI_IPXE_ROM,
  /** OVMF with Secure Boot on, and Microsoft's keys in it. */
  UEFI_SECURE_BOOT,
  /** SeaBIOS, likewise. */
  BIOS;

  boolean isUefi() {
    return this != BIOS;
  }

  /** Whether the network card's ROM is left out, so that the firmware's own drivers are used. */
  boolean bringsItsOwnDriver() {
    return isUefi() && this != UEFI_IPXE_ROM;
  }

  /** UEFI's program, where others of its kind have {@code usual}. */
  Path code(Path usual) {
    return this == UEFI_SECURE_BOOT ? usual.resolveSibling("OVMF_CODE_4M.secboot.fd") : usual;
  }

  /** UEFI's variables when the machine is new, likewise. */
  Path variables(Path usual) {
    return this == UEFI_SECURE_BOOT ? usual.resolveSibling("OVMF_VARS_4M.ms.fd") : usual;
  }

  /** What QEMU needs besides. */
  List<String> options() {
    return switch (this) {
      // The system can't write to the variables behind the firmware's back.
      case UEFI_SECURE_BOOT -> List.of("-global", "driver=cfi.pflash01,property=secure,value=on");
      case UEFI_HTTP -> List.of("-fw_cfg", refusing("IPv4"), "-fw_cfg", refusing("IPv6"));
      case UEFI_IPV6 -> List.of("-fw_cfg", refusing("IPv4"));
      case UEFI, UEFI_IPXE_ROM, BIOS -> List.of();
    };
  }

  private static String refusing(String protocol) {
    return "name=opt/org.tianocore/" + protocol + "PXESupport,string=n";
  }

  /** QEMU's machine type, likewise. */
  String machineType(String usual) {
    return this == UEFI_SECURE_BOOT ? usual + ",smm=on" : usual;
  }
}
