package org.pxebootstack.rendering.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.contract.definition.ParsedDefinition;
import org.pxebootstack.contract.definition.VmDefinition;
import org.pxebootstack.contract.machine.DhcpMode;
import org.pxebootstack.contract.machine.IpNetwork;
import org.pxebootstack.rendering.cloudinit.NoCloudSeed;
import org.pxebootstack.rendering.cloudinit.Uplink;
import org.yaml.snakeyaml.Yaml;

/** Whatever stands in a definition, a reader of YAML 1.1 gets it back, as a text. */
class NoCloudSeedPropertyTest {
  private static final String USER = "install.users[0].";
  private static final InetAddress PROVISIONER = IpNetwork.parseAddress("192.168.105.1");

  @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
  @Domain(Definitions.class)
  @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
  void yamlGivesTheValuesBack(@ForAll WrittenDefinition written) {
    boolean taken = written.parse() instanceof ParsedDefinition.Valid;
    if (written.parse() instanceof ParsedDefinition.Valid(VmDefinition vm)) {
      String name = written.needed("name");
      assertThat(yaml(NoCloudSeed.metaData(vm)))
          .isEqualTo(
              Map.of(
                  "instance-id",
                  "iid-cloudimg-" + name,
                  "local-hostname",
                  name,
                  "public-keys",
                  keys(written.text("ssh_key"))));
      assertUserData(written, NoCloudSeed.userData(vm));
      assertThat(
              yaml(NoCloudSeed.networkConfig(vm, new Uplink(PROVISIONER, DhcpMode.SERVER, "no"))))
          .isEqualTo(networkConfig(vm));
    }
    Statistics.label("taken")
        .collect(taken)
        .coverage(seen -> seen.check(true).percentage(p -> p > 20));
  }

  @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
  @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
  void userDataIsGivenBackAsItWas(@ForAll("texts") String text) {
    Map<String, Object> values =
        Map.of("name", "a", "arch", "x86_64", "mac", "525400123456", "install.user_data", text);
    WrittenDefinition written = new WrittenDefinition(values, List.of());
    boolean taken = written.parse() instanceof ParsedDefinition.Valid;
    if (written.parse() instanceof ParsedDefinition.Valid(VmDefinition vm)) {
      assertUserData(written, NoCloudSeed.userData(vm));
    }
    Statistics.label("taken")
        .collect(taken)
        .coverage(seen -> seen.check(true).percentage(p -> p > 20));
  }

  @Provide
  Arbitrary<String> texts() {
    return HostileText.several();
  }

  private static void assertUserData(WrittenDefinition written, String userData) {
    List<Object> users = new ArrayList<>();
    users.add(user("ubuntu", keys(written.text("ssh_key")), null));
    if (written.values().keySet().stream().anyMatch(each -> each.startsWith(USER))) {
      users.add(
          user(
              written.needed(USER + "name"),
              keys(written.text(USER + "ssh_keys[0]")),
              written.text(USER + "password_hash")));
    }
    Map<String, Object> ours = Map.of("users", users, "disable_root", true, "ssh_pwauth", false);
    String theirs = written.text("install.user_data");
    if (theirs == null) {
      assertThat(userData).startsWith("#cloud-config\n");
      assertThat(yaml(userData)).isEqualTo(ours);
      return;
    }
    assertThat(userData).startsWith("#cloud-config-archive\n");
    assertThat(yaml(userData))
        .asInstanceOf(InstanceOfAssertFactories.list(Map.class))
        .hasSize(2)
        .satisfiesExactly(
            part -> {
              assertThat(part.get("type")).isEqualTo("text/cloud-config");
              assertThat(yaml(String.valueOf(part.get("content")))).isEqualTo(ours);
            },
            part -> assertThat(part.get("content")).isEqualTo(theirs));
  }

  private static Map<String, Object> user(String name, List<String> keys, @Nullable String hash) {
    Map<String, Object> user = new LinkedHashMap<>();
    user.put("name", name);
    user.put("groups", List.of("sudo"));
    user.put("shell", "/bin/bash");
    user.put("sudo", "ALL=(ALL) NOPASSWD:ALL");
    user.put("lock_passwd", hash == null);
    if (hash != null) {
      user.put("passwd", hash);
    }
    if (!keys.isEmpty()) {
      user.put("ssh_authorized_keys", keys);
    }
    return user;
  }

  private static List<String> keys(@Nullable String written) {
    return written == null ? List.of() : List.of(written.strip());
  }

  private static Map<String, Object> networkConfig(VmDefinition vm) {
    Map<String, Object> ethernet = new LinkedHashMap<>();
    ethernet.put("match", Map.of("macaddress", vm.mac().toString()));
    List<String> addresses = new ArrayList<>();
    if (vm.ip() != null && vm.subnet() != null && vm.subnet().contains(PROVISIONER)) {
      ethernet.put("dhcp4", false);
      ethernet.put("routes", List.of(Map.of("to", "0.0.0.0/0", "via", "192.168.105.1")));
      ethernet.put(
          "nameservers", Map.of("addresses", List.of("192.168.105.1"), "search", List.of("no")));
      addresses.add(IpNetwork.text(vm.ip()) + "/" + vm.subnet().prefixLength());
    } else {
      ethernet.put("dhcp4", true);
      ethernet.put("dhcp-identifier", "mac");
    }
    if (vm.ipv6() != null && vm.subnetv6() != null) {
      addresses.add(IpNetwork.text(vm.ipv6()) + "/" + vm.subnetv6().prefixLength());
    } else if (vm.ipv6() != null) {
      ethernet.put("dhcp6", true);
    }
    if (!addresses.isEmpty()) {
      ethernet.put("addresses", addresses);
    }
    return Map.of("version", 2, "ethernets", Map.of("primary", ethernet));
  }

  private static Object yaml(String text) {
    // As bytes, since that is what is sent.
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new Yaml().load(new String(bytes, StandardCharsets.UTF_8));
  }
}
