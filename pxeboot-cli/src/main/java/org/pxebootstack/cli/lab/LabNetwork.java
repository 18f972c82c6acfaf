package org.pxebootstack.cli.lab;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.pxebootstack.command.Command;
import org.pxebootstack.contract.machine.MacAddress;

/**
 * A network namespace with a bridge and no way out: nothing of this host's network is in it, so no
 * DHCP answer can reach anybody outside.
 */
public final class LabNetwork {
  static final String BRIDGE = "br0";

  /** This host's own address inside, for SSH and HTTP. */
  static final String HOST_ADDRESS = "192.168.105.254/24";

  private final String namespace;

  public LabNetwork(String namespace) {
    this.namespace = namespace;
  }

  public void create() throws IOException {
    ip("netns", "add", namespace);
    inside("link", "set", "lo", "up");
    inside("link", "add", BRIDGE, "type", "bridge", "forward_delay", "0");
    inside("addr", "add", HOST_ADDRESS, "dev", BRIDGE);
    inside("link", "set", BRIDGE, "up");
  }

  /**
   * Plugs in a container, which so far has no network, as its {@code eth0}.
   *
   * @param cable names the end at the bridge
   * @param addresses with their prefix lengths: {@code 192.168.105.1/24}
   */
  public void attach(long containerPid, String cable, String... addresses) throws IOException {
    String pid = Long.toString(containerPid);
    inside("link", "add", cable, "type", "veth", "peer", "name", "eth0", "netns", pid);
    inside("link", "set", cable, "master", BRIDGE, "up");
    Command inContainer = Command.of("nsenter", "--target", pid, "--net");
    // Docker's engine switches IPv6 off where it has none to give.
    var _ =
        inContainer.with("tee", "/proc/sys/net/ipv6/conf/eth0/disable_ipv6").withInput("0").run();
    for (String each : addresses) {
      var _ = inContainer.with("ip", "addr", "add", each, "dev", "eth0").run();
    }
    var _ = inContainer.with("ip", "link", "set", "eth0", "up").run();
  }

  /** Unplugs a container; nothing happens where there is no such cable. */
  public void detach(String cable) throws IOException {
    var _ = Command.of("ip", "-n", namespace, "link", "delete", cable).tryRun();
  }

  /** Makes a network card for a program of this host, in place of one with the same name. */
  public void addCard(String card, MacAddress mac) throws IOException {
    var _ = Command.of("ip", "-n", namespace, "link", "delete", card).tryRun();
    inside("link", "add", card, "type", "veth", "peer", "name", card + "b");
    inside("link", "set", card, "address", mac.toString(), "up");
    inside("link", "set", card + "b", "master", BRIDGE, "up");
  }

  /** Makes a tap for a virtual machine, or leaves the one that is there. */
  void addTap(String tap) throws IOException {
    if (Command.of("ip", "-n", namespace, "link", "show", tap).tryRun().succeeded()) {
      return;
    }
    inside("tuntap", "add", tap, "mode", "tap");
    inside("link", "set", tap, "master", BRIDGE, "up");
  }

  /** A command that runs in this network. */
  public Command inside(Command command) {
    List<String> argv = new ArrayList<>(List.of("ip", "netns", "exec", namespace));
    argv.addAll(command.argv());
    return command.withArguments(argv);
  }

  /** Removes it with everything in it; nothing happens where there is none. */
  public void remove() throws IOException {
    if (Command.of("ip", "netns", "pids", namespace).tryRun().succeeded()) {
      ip("netns", "delete", namespace);
    }
  }

  private void inside(String... arguments) throws IOException {
    var _ = Command.of("ip", "-n", namespace).with(arguments).run();
  }

  private static void ip(String... arguments) throws IOException {
    var _ = Command.of("ip").with(arguments).run();
  }
}
