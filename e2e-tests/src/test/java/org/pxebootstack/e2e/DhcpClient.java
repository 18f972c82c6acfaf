package org.pxebootstack.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.pxebootstack.cli.lab.LabNetwork;
import org.pxebootstack.command.Command;
import org.pxebootstack.command.CommandResult;
import org.pxebootstack.contract.machine.MacAddress;

/** Real DHCP clients, each on a network card of its own. */
final class DhcpClient {
  private static final String UDHCPC_SCRIPT =
      """
      #!/bin/sh
      [ "$1" = bound ] && env
      exit 0
      """;

  /** Stops dhclient when it has an address; it can't start while its own one is being checked. */
  private static final String DHCLIENT_SCRIPT =
      """
      #!/bin/sh
      case $reason in
        PREINIT6) until ip -6 address show dev "$interface" scope link -tentative | grep -q inet6; do sleep 0.1; done ;;
        BOUND6) env >"$told"; kill "$PPID" ;;
      esac
      exit 0
      """;

  /** What a shell has of its own, and what only repeats something else. */
  private static final Set<String> NOT_TOLD =
      Set.of("PATH", "PWD", "SHLVL", "_", "OLDPWD", "interface", "mask", "opt53");

  private final LabNetwork network;
  private final Path directory;

  /**
   * @param directory gets scripts and leases
   */
  DhcpClient(LabNetwork network, Path directory) {
    this.network = network;
    this.directory = directory;
  }

  /**
   * Gets an address with busybox's udhcpc.
   *
   * @param options of udhcpc: {@code -x 0x5d:0007} sends option 93, {@code -O 66} asks for 66
   * @return everything that the server's last answer said, by udhcpc's names: {@code siaddr} of the
   *     header, {@code bootfile} for option 67, {@code opt175} where it knows no name
   */
  Map<String, String> ask(String card, MacAddress mac, String... options) throws IOException {
    network.addCard(card, mac);
    Command udhcpc =
        Command.of("env", "--ignore-environment", "busybox", "udhcpc", "-i", card)
            .with("-n", "-q", "-f", "-t", "5", "-T", "5")
            .with("-s", script(card, UDHCPC_SCRIPT).toString())
            .with(options);
    return variables(network.inside(udhcpc).run().output());
  }

  /**
   * Gets an IPv6 address with ISC's dhclient on a card that {@link #ask} or the network has made.
   * The address is not given back.
   *
   * @param duid how it makes its DUID (RFC 8415, section 11): {@code LL} or {@code LLT}
   * @param settings of dhclient.conf(5)
   * @return what the server's answer said, by dhclient's names: {@code new_ip6_address}
   */
  Map<String, String> askIpv6(String card, String duid, String settings) throws IOException {
    Path told = Files.createTempFile(directory, card, ".told");
    Path leases = Files.createTempFile(directory, card, ".leases");
    Path configuration = Files.createTempFile(directory, card, ".conf");
    Files.writeString(configuration, settings);
    Command dhclient =
        Command.of(
                "env", "--ignore-environment", "/usr/sbin/dhclient", "-6", "-1", "-d", "-D", duid)
            .with("-lf", leases.toString(), "-pf", leases + ".pid", "-cf", configuration.toString())
            .with("-e", "told=" + told, "-sf", script(card, DHCLIENT_SCRIPT).toString(), card);
    CommandResult result = network.inside(dhclient).withTimeout(Duration.ofSeconds(30)).tryRun();
    Map<String, String> variables = variables(Files.readString(told));
    if (variables.isEmpty()) {
      throw new IOException("dhclient got no address: " + result.errors());
    }
    return variables;
  }

  private Path script(String card, String text) throws IOException {
    Path script = Files.createTempFile(directory, card, ".script");
    Files.writeString(script, text);
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    return script;
  }

  private static Map<String, String> variables(String lines) {
    Map<String, String> variables = new TreeMap<>();
    for (String each : lines.lines().toList()) {
      int equals = each.indexOf('=');
      if (equals > 0 && !NOT_TOLD.contains(each.substring(0, equals))) {
        variables.put(each.substring(0, equals), each.substring(equals + 1));
      }
    }
    return variables;
  }
}
