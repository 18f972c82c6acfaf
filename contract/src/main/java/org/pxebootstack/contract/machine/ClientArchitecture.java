package org.pxebootstack.contract.machine;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the firmware of a DHCP client says that it is: option 93 (RFC 4578, section 2.1; RFC 5970,
 * section 3.3; IANA's "Processor Architecture Types").
 */
public enum ClientArchitecture {
  BIOS(0, Architecture.X86_64, "BIOS", "undionly.kpxe"),
  EFI_IA32(6, Architecture.X86_64, "32-bit UEFI", null),
  /** RFC 4578 has 7 and 9 the other way round; firmware says 7, and both get the same. */
  EFI_X86_64(7, Architecture.X86_64, "UEFI", "snponly.efi"),
  EFI_BC(9, Architecture.X86_64, "UEFI that says EFI byte code", "snponly.efi"),
  EFI_ARM64(11, Architecture.AARCH64, "UEFI", "ipxe-arm64.efi"),
  EFI_X86_64_HTTP(16, Architecture.X86_64, "UEFI HTTP boot", null),
  EFI_ARM64_HTTP(19, Architecture.AARCH64, "UEFI HTTP boot", null);

  /** What iPXE is given by TFTP once it runs, whatever started it. */
  public static final String IPXE_SCRIPT = "boot.ipxe";

  private final int code;
  private final Architecture processor;
  private final String label;
  private final @Nullable String nbp;

  ClientArchitecture(int code, Architecture processor, String label, @Nullable String nbp) {
    this.code = code;
    this.processor = processor;
    this.label = label;
    this.nbp = nbp;
  }

  /** All that machines with this processor can say. */
  public static List<ClientArchitecture> of(Architecture processor) {
    return Arrays.stream(values()).filter(each -> each.processor == processor).toList();
  }

  /** The number in option 93. */
  public int code() {
    return code;
  }

  public Architecture processor() {
    return processor;
  }

  /** The file that dnsmasq names to such firmware; empty where this stack has nothing for it. */
  public Optional<String> nbp() {
    return Optional.ofNullable(nbp);
  }

  /** For people. */
  @Override
  public String toString() {
    return label;
  }
}
