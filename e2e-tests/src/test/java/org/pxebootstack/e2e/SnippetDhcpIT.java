package org.pxebootstack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.pxebootstack.cli.lab.Firmware;
import org.pxebootstack.command.Command;
import org.pxebootstack.command.CommandResult;

/**
 * {@code DHCP_MODE=none}, beside servers that were told what {@code pxeboot dhcp-snippet} prints.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SnippetDhcpIT {
  private static final ForeignDhcp NETWORK = new ForeignDhcp("snippet");

  @BeforeAll
  static void start() throws IOException {
    NETWORK.start("none");
    NETWORK.serve(snippet("dnsmasq"));
  }

  @AfterAll
  static void stop() throws IOException {
    NETWORK.close();
  }

  @ParameterizedTest
  @MethodSource("org.pxebootstack.e2e.PxeKind#all")
  @Order(1)
  void dnsmasqTellsEachKindOfClientWhatToBoot(PxeKind kind) throws IOException {
    List<String> expected = new ArrayList<>();
    expected.add(
        kind.file() == null
            ? "address offer from 192.168.105.2: class -, next-server 192.168.105.2, file -"
            : "address offer from 192.168.105.2: class %s, next-server 192.168.105.1, file %s"
                .formatted(kind.isHttp() && kind.ipxe() == null ? "HTTPClient" : "-", kind.file()));
    assertThat(NETWORK.ask(TestLab.mac(kind.number()), kind.options())).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"UEFI, 31", "BIOS, 32"})
  @Order(2)
  void bootsRealFirmwareToItsScript(Firmware firmware, int number) throws IOException {
    NETWORK.bootToItsScript("vm" + number, number, firmware);
  }

  @Test
  @Order(3)
  void theDoctorMissesItWhereTheServerDoesNotSaySo() throws IOException {
    assertThat(doctor()).isEqualTo("no problems found\n");
    NETWORK.serve("");
    assertThat(doctor())
        .startsWith("dhcp: the DHCP server 192.168.105.2 (MAC ")
        .contains(") does not tell machines what to boot; write into it what pxeboot dhcp-snippet");
  }

  /** By the servers themselves. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          dnsmasq  | %s                                                       | dnsmasq --test --conf-file=/run/snippet
          opnsense | %s                                                       | dnsmasq --test --conf-file=/run/snippet
          isc      | %s subnet 192.168.105.0 netmask 255.255.255.0 {}         | dhcpd -t -cf /run/snippet
          kea      | { "Dhcp4": { "interfaces-config": { "interfaces": [] }, "lease-database": { "type": "memfile", "persist": false }, %s } } | kea-dhcp4 -t /run/snippet
          """)
  @Order(4)
  void theServersThemselvesTakeIt(String server, String around, String check) throws IOException {
    Command container =
        Command.of("docker", "run", "--rm", "--interactive", "--network", "none")
            .with(TestLab.required("pxeboot.dhcp-servers-image"))
            .with("sh", "-c", "cat >/run/snippet && " + check);
    CommandResult result =
        container.withInput(around.replace("%s", snippet(server) + "\n")).tryRun();
    assertThat(result.exitCode()).as(result.output() + result.errors()).isZero();
  }

  private static String snippet(String server) throws IOException {
    return NETWORK.lab().inContainer("pxeboot", "dhcp-snippet", server).run().output();
  }

  private static String doctor() throws IOException {
    return NETWORK.lab().inContainer("pxeboot", "doctor").tryRun().output();
  }
}
