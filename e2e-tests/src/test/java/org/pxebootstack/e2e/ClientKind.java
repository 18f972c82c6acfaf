package org.pxebootstack.e2e;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A kind of DHCP client, and what it must be told.
 *
 * @param number of the machine
 * @param sends options of udhcpc
 * @param told what it is told besides what all are
 */
record ClientKind(int number, String vendorClass, List<String> sends, Map<String, String> told) {

  static List<ClientKind> all() {
    String nbp = "http://192.168.105.1/tftpboot/";
    return Stream.of(
            firmwareAndIpxe(50, 0, Map.of("bootfile", "undionly.kpxe")),
            firmwareAndIpxe(53, 6, Map.of()),
            firmwareAndIpxe(56, 7, Map.of("bootfile", "snponly.efi")),
            firmwareAndIpxe(59, 9, Map.of("bootfile", "snponly.efi")),
            firmwareAndIpxe(62, 11, Map.of("bootfile", "ipxe-arm64.efi")),
            firmwareAndIpxe(
                65, 16, Map.of("bootfile", nbp + "snponly.efi", "vendor", "HTTPClient")),
            firmwareAndIpxe(
                68, 19, Map.of("bootfile", nbp + "ipxe-arm64.efi", "vendor", "HTTPClient")),
            // 64-bit RISC-V: nobody here has a boot program for it.
            firmwareAndIpxe(71, 27, Map.of()),
            // A system that only wants an address.
            List.of(new ClientKind(74, "udhcp", List.of(), Map.of())))
        .flatMap(List::stream)
        .toList();
  }

  /** Three kinds, each a machine of its own: they ask at the same time. */
  private static List<ClientKind> firmwareAndIpxe(
      int number, int architecture, Map<String, String> toldFirmware) {
    String http = toldFirmware.containsKey("vendor") ? "HTTPClient" : "PXEClient";
    String firmware = "%s:Arch:%05d:UNDI:003000".formatted(http, architecture);
    String ipxe = "PXEClient:Arch:%05d:UNDI:003010".formatted(architecture);
    String is = "0x5d:%04x".formatted(architecture);
    Map<String, String> script = Map.of("bootfile", "boot.ipxe", "opt175", "b00101ff");
    return List.of(
        new ClientKind(number, firmware, List.of("-x", is), toldFirmware),
        // Any encapsulated option will do: 177 says which bus the card is on.
        new ClientKind(number + 1, ipxe, List.of("-x", is, "-x", "0xaf:b10101"), script),
        new ClientKind(number + 2, ipxe, List.of("-x", is, "-x", "0x4d:69505845"), script));
  }

  @Override
  public String toString() {
    return vendorClass + " " + String.join(" ", sends);
  }
}
