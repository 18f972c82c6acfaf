package org.pxebootstack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pxebootstack.cli.lab.Firmware;
import org.pxebootstack.e2e.ForeignDhcp.Server;

/**
 * {@code DHCP_MODE=none}, beside servers that were told what {@code pxeboot dhcp-snippet} prints.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SnippetDhcpIT {
  private static final ForeignDhcp NETWORK = new ForeignDhcp("snippet");

  @BeforeAll
  static void start() throws IOException {
    NETWORK.start("none");
  }

  @AfterAll
  static void stop() throws IOException {
    NETWORK.close();
  }

  @ParameterizedTest
  @EnumSource
  @Order(1)
  void theServerTellsEachKindOfClientWhatToBoot(Server server) throws IOException {
    NETWORK.serve(server, snippet(server.name().toLowerCase(Locale.ROOT)));
    for (PxeKind kind : PxeKind.all()) {
      boolean http = kind.isHttp() && kind.ipxe() == null;
      assertThat(NETWORK.ask(1, TestLab.mac(kind.number()), kind.options()))
          .as(kind.toString())
          .singleElement()
          .asString()
          .startsWith("address offer from 192.168.105.2: ")
          .endsWith(
              kind.file() == null
                  ? ", file -"
                  : "class %s, next-server 192.168.105.1, file %s"
                      .formatted(http ? "HTTPClient" : "-", kind.file()));
    }
  }

  /** OPNsense's server is dnsmasq. */
  @Test
  @Order(2)
  void bootsRealFirmwareToItsScript() throws IOException {
    NETWORK.serve(Server.DNSMASQ, snippet("opnsense"));
    NETWORK.bootToItsScript("vm31", 31, Firmware.UEFI);
  }

  @Test
  @Order(3)
  void theDoctorMissesItWhereTheServerDoesNotSaySo() throws IOException {
    assertThat(doctor()).isEqualTo("no problems found\n");
    NETWORK.serve(Server.DNSMASQ, "");
    assertThat(doctor())
        .startsWith("dhcp: the DHCP server 192.168.105.2 (MAC ")
        .contains(") does not tell machines what to boot; write into it what pxeboot dhcp-snippet");
  }

  private static String snippet(String server) throws IOException {
    return NETWORK.lab().inContainer("pxeboot", "dhcp-snippet", server).run().output();
  }

  private static String doctor() throws IOException {
    return NETWORK.lab().inContainer("pxeboot", "doctor").tryRun().output();
  }
}
