package org.pxebootstack.rendering.dnsmasq;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pxebootstack.contract.definition.ParsedDefinition;
import org.pxebootstack.contract.definition.VmDefinition;
import org.pxebootstack.contract.definition.VmDefinitionParser;

class HostFilesTest {
  private static final List<VmDefinition> MACHINES =
      List.of(
          vm(
              "{'name':'both','arch':'x86_64','mac':'525400000001','ip':'10.0.0.2','ipv6':'fd00::2'}"),
          vm("{'name':'neither','arch':'x86_64','mac':'525400000002'}"),
          vm(
              "{'name':'prov','arch':'aarch64','mac':'525400000003','ip':'10.0.0.1','role':'provisioner'}"));

  @Test
  void reservesAddresses() {
    assertThat(HostFiles.dhcpHosts(MACHINES))
        .isEqualTo(
            """
            52:54:00:00:00:01,10.0.0.2,[fd00::2],both
            52:54:00:00:00:02,neither
            """);
  }

  @Test
  void everyRoleHasItsName() {
    assertThat(HostFiles.dnsHosts(MACHINES, "lab.example"))
        .isEqualTo(
            """
            10.0.0.2 both.lab.example both
            fd00::2 both.lab.example both
            10.0.0.1 prov.lab.example prov
            """);
  }

  @Test
  void marksMachinesThatStartASignedBootProgram() {
    List<VmDefinition> machines =
        List.of(
            vm(
                "{'name':'signed','arch':'x86_64','mac':'52:54:00:00:00:01',"
                    + "'install':{'live':'rescue','secure_boot':true}}"),
            vm(
                "{'name':'ipxe','arch':'x86_64','mac':'52:54:00:00:00:02',"
                    + "'install':{'live':'other'}}"));
    assertThat(HostFiles.dhcpHosts(machines))
        .isEqualTo(
            """
            52:54:00:00:00:01,set:signed,signed
            52:54:00:00:00:02,ipxe
            """);
  }

  private static VmDefinition vm(String json) {
    ParsedDefinition parsed =
        VmDefinitionParser.parse(
            "vm.json", json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    assertThat(parsed).isInstanceOf(ParsedDefinition.Valid.class);
    return ((ParsedDefinition.Valid) parsed).definition();
  }
}
