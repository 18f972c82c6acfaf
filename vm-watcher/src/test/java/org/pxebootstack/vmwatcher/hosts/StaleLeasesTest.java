package org.pxebootstack.vmwatcher.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pxebootstack.contract.lease.Lease;
import org.pxebootstack.contract.lease.LeaseFile;
import org.pxebootstack.contract.machine.IpNetwork;
import org.pxebootstack.definitions.DefinitionDirectory;

class StaleLeasesTest {
  @TempDir private Path directory = Path.of("");

  @Test
  void ofIpv4() throws IOException {
    define("fixed", 1, "\"ip\": \"10.0.0.11\"");
    define("moved", 2, "\"ip\": \"10.0.0.12\"");
    define("renamed", 3, "\"ip\": \"10.0.0.13\"");
    define("elsewhere", 4, "\"ip\": \"10.0.0.14\"");
    define("pool", 5, "\"ipv6\": \"fd00::15\"");
    define("taken", 6, "\"ip\": \"10.0.0.16\"");
    assertThat(
            stale(
                """
                1 52:54:00:00:00:01 10.0.0.11 FIXED *
                1 52:54:00:00:00:02 10.0.0.92 moved *
                1 52:54:00:00:00:03 10.0.0.13 formerly *
                1 52:54:00:00:00:04 10.0.0.94 formerly *
                1 52:54:00:00:00:05 10.0.0.95 formerly *
                1 52:54:00:00:00:07 10.0.0.16 * *
                1 52:54:00:00:00:08 10.0.0.98 removed *
                1 52:54:00:00:00:09 10.0.0.99 * *
                """))
        .containsExactly("10.0.0.94", "10.0.0.16", "10.0.0.98");
  }

  @Test
  void ofIpv6() throws IOException {
    define("fixed", 1, "\"ipv6\": \"fd00::11\"");
    define("taken", 2, "\"ipv6\": \"fd00::12\"");
    define("untold", 3, "\"ipv6\": \"fd00::13\"");
    assertThat(
            stale(
                """
                1 52:54:00:00:00:01 10.0.0.11 * *
                duid 00:01
                1 1 fd00::11 fixed 00:03:01
                1 2 fd00::91 Fixed 00:03:02
                1 3 fd00::12 fixed 00:03:02
                1 4 fd00::13 * 00:03:04
                1 5 fd00::95 removed 00:03:05
                1 6 fd00::96 no_dns_label 00:03:06
                1 7 fd00::97 * 00:03:07
                """))
        .containsExactly("fd00::12", "fd00::13", "fd00::95", "fd00::96");
  }

  private List<String> stale(String leases) {
    return StaleLeases.of(LeaseFile.parse(leases), new DefinitionDirectory(directory).scan())
        .stream()
        .map(Lease::address)
        .map(IpNetwork::text)
        .toList();
  }

  private void define(String name, int mac, String address) throws IOException {
    Files.writeString(
        directory.resolve(name + ".json"),
        "{\"name\": \"%s\", \"arch\": \"x86_64\", \"mac\": \"52:54:00:00:00:%02x\", %s}"
            .formatted(name, mac, address));
  }
}
