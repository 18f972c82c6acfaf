package org.pxebootstack.cli.lab;

import java.nio.file.Path;
import org.pxebootstack.contract.machine.Architecture;

/** What QEMU calls a machine, with the UEFI that Debian has for it. */
enum Board {
  /** Other emulated processors fault now and then in Linux 6.12. */
  PC("qemu-system-x86_64", "q35", "Nehalem,-cx16", "OVMF", "_4M.fd"),
  /** A processor without pointer authentication, which takes the longest to emulate. */
  ARM64("qemu-system-aarch64", "virt", "cortex-a57", "AAVMF", ".fd");

  private final String program;
  private final String machine;
  private final String emulatedProcessor;
  private final String firmware;
  private final String suffix;

  Board(String program, String machine, String emulatedProcessor, String firmware, String suffix) {
    this.program = program;
    this.machine = machine;
    this.emulatedProcessor = emulatedProcessor;
    this.firmware = firmware;
    this.suffix = suffix;
  }

  static Board of(Architecture architecture) {
    return switch (architecture) {
      case X86_64 -> PC;
      case AARCH64 -> ARM64;
    };
  }

  String program() {
    return program;
  }

  String machine() {
    return machine;
  }

  String emulatedProcessor() {
    return emulatedProcessor;
  }

  /** UEFI's program. */
  Path uefiCode() {
    return firmwareFile("_CODE");
  }

  /** UEFI's variables as a new machine has them. */
  Path uefiVariables() {
    return firmwareFile("_VARS");
  }

  private Path firmwareFile(String part) {
    return Path.of("/usr/share", firmware, firmware + part + suffix);
  }
}
