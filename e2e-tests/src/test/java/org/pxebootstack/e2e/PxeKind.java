package org.pxebootstack.e2e;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A kind of client that boots over the network, and what it is to load.
 *
 * @param number of the machine
 * @param architecture option 93
 * @param ipxe the option by which it shows that it is iPXE; null for firmware
 * @param file null where the stack has nothing for it
 */
record PxeKind(int number, int architecture, @Nullable String ipxe, @Nullable String file) {
  private static final String BASE = "http://192.168.105.1/tftpboot/";
  static final String SCRIPT = BASE + "boot.ipxe";

  static List<PxeKind> all() {
    return List.of(
        new PxeKind(1, 0, null, "undionly.kpxe"),
        new PxeKind(2, 6, null, null),
        new PxeKind(3, 7, null, "snponly.efi"),
        new PxeKind(4, 9, null, "snponly.efi"),
        new PxeKind(5, 11, null, "ipxe-arm64.efi"),
        new PxeKind(6, 16, null, BASE + "snponly.efi"),
        new PxeKind(7, 19, null, BASE + "ipxe-arm64.efi"),
        // 64-bit RISC-V: nobody here has a boot program for it.
        new PxeKind(8, 27, null, null),
        // Any encapsulated option will do: 177 says which bus the card is on.
        new PxeKind(9, 0, "175=b10101", SCRIPT),
        new PxeKind(10, 7, "77=" + hex("iPXE"), SCRIPT),
        new PxeKind(11, 11, "175=b10101", SCRIPT));
  }

  boolean isHttp() {
    return architecture == 16 || architecture == 19;
  }

  String vendorClass() {
    return isHttp() ? "HTTPClient" : "PXEClient";
  }

  /** What it sends, as {@link PxeClient} takes it. */
  List<String> options() {
    List<String> options = new ArrayList<>();
    options.add("93=%04x".formatted(architecture));
    options.add("94=010310");
    options.add("97=00" + "0123456789abcdef".repeat(2));
    options.add("60=" + hex("%s:Arch:%05d:UNDI:003016".formatted(vendorClass(), architecture)));
    if (ipxe != null) {
      options.add(ipxe);
    }
    return options;
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "%s %d", ipxe == null ? "firmware" : "iPXE by " + ipxe, architecture);
  }
}
