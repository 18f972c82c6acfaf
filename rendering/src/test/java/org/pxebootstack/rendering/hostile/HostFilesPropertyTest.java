package org.pxebootstack.rendering.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import org.pxebootstack.contract.definition.ParsedDefinition;
import org.pxebootstack.contract.definition.Role;
import org.pxebootstack.contract.definition.VmDefinition;
import org.pxebootstack.contract.machine.IpNetwork;
import org.pxebootstack.contract.machine.MacAddress;
import org.pxebootstack.rendering.dnsmasq.HostFiles;

/** Whatever stands in a definition, dnsmasq is given one machine's lines, and understands them. */
class HostFilesPropertyTest {
  @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
  @Domain(Definitions.class)
  @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
  void eachMachineHasItsLines(@ForAll WrittenDefinition written) {
    boolean taken = written.parse() instanceof ParsedDefinition.Valid;
    if (written.parse() instanceof ParsedDefinition.Valid(VmDefinition vm)) {
      String name = written.needed("name");
      List<String> dhcp = new ArrayList<>(List.of("card " + vm.mac()));
      StringBuilder dns = new StringBuilder();
      if (vm.ip() != null) {
        dhcp.add("address " + IpNetwork.text(vm.ip()));
        dns.append("%s %s.lab %s\n".formatted(IpNetwork.text(vm.ip()), name, name));
      }
      if (vm.ipv6() != null) {
        dhcp.add("IPv6 address " + IpNetwork.text(vm.ipv6()));
        dns.append("%s %s.lab %s\n".formatted(IpNetwork.text(vm.ipv6()), name, name));
      }
      dhcp.add("name " + name);
      String lines = HostFiles.dhcpHosts(List.of(vm));
      assertThat(lines.lines().map(HostFilesPropertyTest::asDnsmasqReads).toList())
          .isEqualTo(vm.role() == Role.TARGET ? List.of(dhcp) : List.of());
      assertThat(HostFiles.dnsHosts(List.of(vm), "lab")).isEqualTo(dns.toString());
      Statistics.label("role").collect(vm.role());
    }
    Statistics.label("taken")
        .collect(taken)
        .coverage(seen -> seen.check(true).percentage(p -> p > 20));
    Statistics.label("role")
        .coverage(seen -> List.of(Role.values()).forEach(r -> seen.check(r).count(n -> n > 0)));
  }

  /** What is what in a line of dhcp-hostsfile: dnsmasq's src/option.c, at --dhcp-host. */
  private static List<String> asDnsmasqReads(String line) {
    return List.of(line.split(",", -1)).stream().map(HostFilesPropertyTest::part).toList();
  }

  private static String part(String text) {
    if (text.startsWith("[") && text.endsWith("]") && text.contains(":")) {
      return "IPv6 address " + text.substring(1, text.length() - 1);
    }
    if (text.contains(":")) {
      return MacAddress.tryParse(text).isPresent() ? "card " + text : "tag or identifier " + text;
    }
    if (text.matches("[0-9]+(\\.[0-9]+){3}")) {
      return "address " + text;
    }
    if (text.matches("[0-9 ]+[wdhmsWDHMS]?|infinite")) {
      return "lease time " + text;
    }
    // A name with capitals goes through libidn2, which refuses what is reserved (RFC 5891,
    // 4.2.3.1).
    boolean reserved = text.matches("..--.*") && !text.toLowerCase(Locale.ROOT).equals(text);
    return text.equals("ignore") || reserved || !text.matches("[A-Za-z0-9][A-Za-z0-9_-]*")
        ? "not a name " + text
        : "name " + text;
  }
}
