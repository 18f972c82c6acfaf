package org.pxebootstack.contract.machine;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the firmware of a DHCP client says that it is: option 93 (RFC 4578, section 2.1; RFC 5970,
 * section 3.3; IANA's "Processor Architecture Types").
 */
public enum ClientArchitecture {
  BIOS(0, Architecture.X86_64, Transport.TFTP, "BIOS", "undionly.kpxe"),
  /** Debian has no iPXE for it. */
  EFI_IA32(6, Architecture.X86_64, Transport.TFTP, "32-bit UEFI", null),
  /** RFC 4578 has 7 and 9 the other way round; firmware says 7, and both get the same. */
  EFI_X86_64(7, Architecture.X86_64, Transport.TFTP, "UEFI", "snponly.efi"),
  EFI_BC(9, Architecture.X86_64, Transport.TFTP, "UEFI that says EFI byte code", "snponly.efi"),
  EFI_ARM64(11, Architecture.AARCH64, Transport.TFTP, "UEFI", "ipxe-arm64.efi"),
  EFI_X86_64_HTTP(16, Architecture.X86_64, Transport.HTTP, "UEFI HTTP boot", "snponly.efi"),
  EFI_ARM64_HTTP(19, Architecture.AARCH64, Transport.HTTP, "UEFI HTTP boot", "ipxe-arm64.efi");

  /** By what firmware loads its boot program. */
  private enum Transport {
    TFTP,
    HTTP
  }

  /** What iPXE is given by TFTP once it runs, whatever started it. */
  public static final String IPXE_SCRIPT = "boot.ipxe";

  private final int code;
  private final Architecture processor;
  private final Transport transport;
  private final String label;
  private final @Nullable String nbp;

  ClientArchitecture(
      int code, Architecture processor, Transport transport, String label, @Nullable String nbp) {
    this.code = code;
    this.processor = processor;
    this.transport = transport;
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

  /** dnsmasq's tag for such clients, which stands in its log: {@code efi-x86-64-http}. */
  public String tag() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Whether this is UEFI HTTP boot, which takes only answers whose vendor class (option 60) is
   * {@code HTTPClient} (UEFI 2.10, section 24.7.3.1).
   */
  public boolean isHttp() {
    return transport == Transport.HTTP;
  }

  /** The file that such firmware is to load, by whatever it loads; empty where there is none. */
  public Optional<String> nbp() {
    return Optional.ofNullable(nbp);
  }

  /**
   * What dnsmasq names to such firmware as its boot file (option 67): a file that it loads by TFTP,
   * or a URL. Empty where this stack has nothing for it.
   *
   * @param base where the stack answers HTTP, without a slash at its end
   */
  public Optional<String> bootFile(URI base) {
    return nbp().map(file -> isHttp() ? base + "/tftpboot/" + file : file);
  }

  /**
   * The same where a machine starts by a distribution's signed shim. Empty for BIOS, and where no
   * firmware of that kind is known.
   *
   * @param base likewise
   */
  public Optional<String> signedBootFile(URI base) {
    if (this == BIOS || nbp == null) {
      return Optional.empty();
    }
    String file = "boot" + (processor == Architecture.AARCH64 ? "aa64.efi" : "x64.efi");
    return Optional.of(isHttp() ? base + "/tftpboot/" + file : file);
  }

  /** For people. */
  @Override
  public String toString() {
    return label;
  }
}
