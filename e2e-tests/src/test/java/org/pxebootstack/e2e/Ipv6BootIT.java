package org.pxebootstack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pxebootstack.cli.lab.Firmware;
import org.pxebootstack.cli.lab.VirtualMachine;
import org.pxebootstack.contract.machine.MacAddress;

/** Firmware that finds its boot program by DHCPv6 (RFC 5970). */
class Ipv6BootIT {
  private static final MacAddress MAC = TestLab.mac(211);

  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "PROVISIONER_IP", "192.168.105.1",
          "DHCP_RANGE_START", "192.168.105.100",
          "DHCP_RANGE_END", "192.168.105.200",
          "DHCP_RANGE_V6_START", "fd00:105::100",
          "DHCP_RANGE_V6_END", "fd00:105::200");

  @TempDir private Path directory = Path.of("");

  @Test
  void firmwareLoadsIpxeOverIpv6AndIsGivenItsScript() throws IOException {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path vms = Files.createDirectory(directory.resolve("vms"));
    Files.writeString(
        vms.resolve("six.json"),
        "{\"name\": \"six\", \"arch\": \"x86_64\", \"mac\": \"%s\"}".formatted(MAC));
    try (TestStack stack = new TestStack("ipv6", vms, ENVIRONMENT)) {
      stack.start();
      stack.plugIn("192.168.105.1/24", "fd00:105::1/64");
      VirtualMachine machine =
          new VirtualMachine(
              stack.network(),
              VirtualMachine.Hardware.of("six", MAC, Firmware.UEFI_IPV6, List.of()),
              directory.resolve("six"));
      machine.create();
      machine.powerOn(VirtualMachine.BootFrom.NETWORK_FIRST_ONCE);
      try {
        Await.that(
            "six to be given its script",
            Duration.ofMinutes(5),
            () -> stack.log().contains("six " + MAC + ": "),
            stack::log);
      } finally {
        machine.powerOff();
      }
      assertThat(stack.log()).contains("sent /tftpboot/snponly.efi to fd00:105::");
    }
  }
}
