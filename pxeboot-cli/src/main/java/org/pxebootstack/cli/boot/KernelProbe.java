package org.pxebootstack.cli.boot;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.pxebootstack.contract.boot.KernelKind;
import org.pxebootstack.contract.machine.InvalidValueException;

/** Tells by its first bytes what a file is that somebody calls a kernel. Pure. */
final class KernelProbe {
  /** So much of the file is looked at: an EFI program's header stands in it. */
  static final int HEAD = 64 << 10;

  /** Documentation/arch/x86/boot.rst: the setup header. */
  private static final int BZIMAGE_MAGIC = 0x202;

  private static final int BZIMAGE_VERSION = 0x206;
  private static final int BZIMAGE_XLOADFLAGS = 0x236;

  /** From this version of the protocol on there are xloadflags, whose bit 0 says 64 bits. */
  private static final int FIRST_WITH_XLOADFLAGS = 0x20c;

  /** Documentation/arch/arm64/booting.rst. */
  private static final int ARM64_MAGIC = 0x38;

  /** Microsoft's PE format: where the offset of its header stands, and processors in it. */
  private static final int PE_OFFSET = 0x3c;

  private static final int PE_X86_64 = 0x8664;
  private static final int PE_ARM64 = 0xaa64;

  private final String name;
  private final ByteBuffer head;

  private KernelProbe(String name, byte[] head) {
    this.name = name;
    this.head = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * What kind of kernel it is.
   *
   * @param name for the sentence
   * @param head its first bytes, {@link #HEAD} of them where it has so many
   * @throws InvalidValueException where it is none
   */
  static KernelKind kindOf(String name, byte[] head) {
    KernelProbe probe = new KernelProbe(name, head);
    return probe.bzImage().or(probe::arm64Image).or(probe::efiProgram).orElseThrow(probe::none);
  }

  private Optional<KernelKind> bzImage() {
    if (!hasText(BZIMAGE_MAGIC, "HdrS")) {
      return Optional.empty();
    }
    boolean has64 =
        number(BZIMAGE_VERSION, 2) >= FIRST_WITH_XLOADFLAGS
            && (number(BZIMAGE_XLOADFLAGS, 2) & 1) != 0;
    return Optional.of(has64 ? KernelKind.BZIMAGE_64 : KernelKind.BZIMAGE_32);
  }

  private Optional<KernelKind> arm64Image() {
    return hasText(ARM64_MAGIC, "ARMd") ? Optional.of(KernelKind.EFI_ARM64) : Optional.empty();
  }

  private Optional<KernelKind> efiProgram() {
    int header = number(PE_OFFSET, 4);
    if (!hasText(0, "MZ") || header < 0 || !hasText(header, "PE\0\0")) {
      return Optional.empty();
    }
    return switch (number(header + 4, 2)) {
      case PE_X86_64 -> Optional.of(KernelKind.EFI_X86_64);
      case PE_ARM64 -> Optional.of(KernelKind.EFI_ARM64);
      default ->
          throw invalid("is an EFI program for another processor", "give one for x86_64 or ARM64");
    };
  }

  private InvalidValueException none() {
    if (hasText(0, "\u001f\u008b")) {
      return invalid("is compressed by gzip", "unpack it with gunzip and give that");
    }
    if (hasText(0, "\u007fELF")) {
      return invalid(
          "is an ELF file, which iPXE can't start",
          "give the bzImage of the same build, often vmlinuz");
    }
    if (hasText(0, "070701")) {
      return invalid("is an initramfs", "give the kernel first, then the archives");
    }
    if (hasText(0, "<")) {
      return invalid("looks like a web page", "give the address of the kernel itself");
    }
    return invalid(
        "is no kernel", "give a bzImage, an ARM64 Image or an EFI program, often called vmlinuz");
  }

  private InvalidValueException invalid(String complaint, String cure) {
    return new InvalidValueException(name, complaint, cure);
  }

  private boolean hasText(int offset, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    if (offset > head.limit() - bytes.length) {
      return false;
    }
    byte[] there = new byte[bytes.length];
    head.get(offset, there);
    return Arrays.equals(there, bytes);
  }

  /** Unsigned below four bytes; -1 where the file ends before it. */
  private int number(int offset, int bytes) {
    if (offset < 0 || offset > head.limit() - bytes) {
      return -1;
    }
    return bytes == 2 ? Short.toUnsignedInt(head.getShort(offset)) : head.getInt(offset);
  }
}
