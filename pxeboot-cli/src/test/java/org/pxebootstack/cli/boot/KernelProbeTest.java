package org.pxebootstack.cli.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pxebootstack.contract.boot.KernelKind;
import org.pxebootstack.contract.machine.InvalidValueException;

class KernelProbeTest {
  private final ByteBuffer head = ByteBuffer.allocate(2048).order(ByteOrder.LITTLE_ENDIAN);

  @Test
  void kernelsAreToldByTheirHeaders() {
    text(0, "MZ").text(0x202, "HdrS").head.putShort(0x206, (short) 0x20f);
    assertThat(kind()).isEqualTo(KernelKind.BZIMAGE_32);
    head.putShort(0x236, (short) 0x7f);
    assertThat(kind()).isEqualTo(KernelKind.BZIMAGE_64);
    head.putShort(0x206, (short) 0x20b);
    assertThat(kind()).isEqualTo(KernelKind.BZIMAGE_32);
  }

  @Test
  void anImageForArm64() {
    text(0, "MZ").text(0x38, "ARMd");
    assertThat(kind()).isEqualTo(KernelKind.EFI_ARM64);
  }

  @ParameterizedTest
  @CsvSource({"34404,EFI_X86_64", "43620,EFI_ARM64"})
  void efiPrograms(int processor, KernelKind expected) {
    text(0, "MZ").text(0x80, "PE\0\0").head.putInt(0x3c, 0x80).putShort(0x84, (short) processor);
    assertThat(kind()).isEqualTo(expected);
  }

  @Test
  void anEfiProgramForAnotherProcessor() {
    text(0, "MZ").text(0x80, "PE\0\0").head.putInt(0x3c, 0x80).putShort(0x84, (short) 0x14c);
    assertThatThrownBy(this::kind).hasMessageContaining("is an EFI program for another processor");
  }

  @ParameterizedTest
  @CsvSource({
    "'\u001f\u008b',is compressed by gzip; unpack it with gunzip and give that",
    "'\u007fELF','is an ELF file, which iPXE can''t start; give the bzImage of the same build,"
        + " often vmlinuz'",
    "070701,'is an initramfs; give the kernel first, then the archives'",
    "<!DOCTYPE html>,looks like a web page; give the address of the kernel itself",
    "hello,'is no kernel; give a bzImage, an ARM64 Image or an EFI program, often called vmlinuz'"
  })
  void whatIsNone(String first, String sentence) {
    text(0, first);
    assertThatThrownBy(this::kind)
        .isInstanceOf(InvalidValueException.class)
        .hasMessage("\"file\" " + sentence);
  }

  @Test
  void aFileThatEndsBeforeItsHeader() {
    byte[] cut = {'M', 'Z'};
    assertThatThrownBy(() -> KernelProbe.kindOf("file", cut)).hasMessageContaining("is no kernel");
    text(0, "MZ").head.putInt(0x3c, Integer.MAX_VALUE);
    assertThatThrownBy(this::kind).hasMessageContaining("is no kernel");
  }

  private KernelProbeTest text(int offset, String text) {
    head.put(offset, text.getBytes(StandardCharsets.ISO_8859_1));
    return this;
  }

  private KernelKind kind() {
    return KernelProbe.kindOf("file", head.array());
  }
}
