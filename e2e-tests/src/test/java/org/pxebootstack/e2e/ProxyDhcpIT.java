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
import org.pxebootstack.command.CommandResult;
import org.pxebootstack.contract.machine.MacAddress;
import org.pxebootstack.e2e.ForeignDhcp.Server;

/** {@code DHCP_MODE=proxy}, beside a DHCP server that knows nothing of booting. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ProxyDhcpIT {
  private static final ForeignDhcp NETWORK = new ForeignDhcp("proxy");

  /** Its own address as next server, as many servers send it: nobody may load anything there. */
  private static final String ADDRESS_OFFER =
      "address offer from 192.168.105.2: class -, next-server 192.168.105.2, file -";

  @BeforeAll
  static void start() throws IOException {
    NETWORK.start("proxy");
    NETWORK.serve(Server.DNSMASQ, "");
  }

  @AfterAll
  static void stop() throws IOException {
    NETWORK.close();
  }

  @ParameterizedTest
  @MethodSource("org.pxebootstack.e2e.PxeKind#all")
  @Order(1)
  void tellsEachKindOfClientWhatToBoot(PxeKind kind) throws IOException {
    List<String> expected = new ArrayList<>();
    expected.add(ADDRESS_OFFER);
    String start = "from 192.168.105.1: class " + kind.vendorClass() + ", next-server ";
    if (kind.file() != null) {
      boolean atOnce = kind.isHttp() || kind.ipxe() != null;
      boolean bios = kind.architecture() == 0;
      expected.add(
          "boot offer %s%s, file %s"
              .formatted(
                  start,
                  bios && !atOnce ? "0.0.0.0" : "192.168.105.1",
                  atOnce ? kind.file() : "-"));
      if (!atOnce) {
        expected.add("boot server " + start + "192.168.105.1, file " + kind.file());
      }
    }
    assertThat(NETWORK.ask(2, TestLab.mac(kind.number()), kind.options())).isEqualTo(expected);
  }

  /** It asks for an address and nothing else. */
  @Test
  @Order(2)
  void leavesWhoDoesNotBootAlone() throws IOException {
    assertThat(NETWORK.ask(2, TestLab.mac(12), List.of())).containsExactly(ADDRESS_OFFER);
  }

  /** The machine is known by its MAC: there are no leases. Whoever else asks gets no token. */
  @ParameterizedTest
  @CsvSource({"UEFI, 21", "BIOS, 22", "UEFI_IPXE_ROM, 23", "UEFI_HTTP, 24"})
  @Order(3)
  void bootsRealFirmwareToItsScript(Firmware firmware, int number) throws IOException {
    NETWORK.bootToItsScript("vm" + number, number, firmware);
    MacAddress mac = TestLab.mac(number);
    CommandResult script = NETWORK.lab().get("/ipxe?mac=" + mac);
    assertThat(script.output()).startsWith("#!ipxe\n").doesNotContain("pxeboot.token");
    assertThat(NETWORK.lab().get("/config/" + mac).output())
        .startsWith(
            "this is for vm%d alone, by the token of its boot or from the address that belongs to %s;"
                .formatted(number, mac));
    assertThat(NETWORK.lab().stackLog()).doesNotContain("pxeboot.token");
  }

  @Test
  @Order(4)
  void theDoctorExpectsAnotherServerForAddressesAlone() throws IOException {
    assertThat(doctor()).isEqualTo("no problems found\n");
    NETWORK.serve(Server.DNSMASQ, "dhcp-boot=pxelinux.0\n");
    assertThat(doctor())
        .startsWith("dhcp: the DHCP server 192.168.105.2 (MAC ")
        .contains(") tells machines to boot \"pxelinux.0\"; have it leave that to the stack:");
    NETWORK.end();
    assertThat(doctor())
        .startsWith(
            "dhcp: no DHCP server answers on eth0, and with DHCP_MODE=proxy the stack gives no addresses;");
  }

  private static String doctor() throws IOException {
    return NETWORK.lab().inContainer("pxeboot", "doctor").tryRun().output();
  }
}
