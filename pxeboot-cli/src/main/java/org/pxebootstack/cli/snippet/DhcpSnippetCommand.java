package org.pxebootstack.cli.snippet;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.cli.StackEnvironment;
import org.pxebootstack.contract.machine.IpNetwork;
import org.pxebootstack.contract.machine.Quoted;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pxeboot dhcp-snippet}. */
@Command(
    name = "dhcp-snippet",
    mixinStandardHelpOptions = true,
    description = {
      "Prints what to write into another DHCP server, so that machines boot from this",
      "stack. Start the stack with DHCP_MODE=none then."
    })
public final class DhcpSnippetCommand implements Callable<Integer> {
  private final StackEnvironment environment;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "<server>",
      description = "dnsmasq, isc (dhcpd), kea, mikrotik (RouterOS 7) or opnsense")
  private @Nullable ForeignServer server;

  @Option(
      names = "--provisioner-ip",
      description = "where machines reach the stack (default: PROVISIONER_IP)")
  private @Nullable String provisionerIp;

  public DhcpSnippetCommand(StackEnvironment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    out.print(Objects.requireNonNull(server).snippet(address()));
    out.flush();
    return 0;
  }

  private Inet4Address address() throws IOException {
    String text = provisionerIp == null ? environment.provisionerIp().orElse(null) : provisionerIp;
    if (text == null) {
      throw new IOException(
          "where the stack is is not known; say --provisioner-ip, such as 192.168.105.1");
    }
    InetAddress address = IpNetwork.parseAddress(text);
    if (address instanceof Inet4Address ipv4) {
      return ipv4;
    }
    throw new IOException(
        Quoted.of(text) + " is not an IPv4 address; write one such as 192.168.105.1");
  }
}
