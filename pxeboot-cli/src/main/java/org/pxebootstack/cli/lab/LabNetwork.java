package org.pxebootstack.cli.lab;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.pxebootstack.command.Command;

/**
 * A network namespace with a bridge and no way out: nothing of this host's network is in it, so no
 * DHCP answer can reach anybody outside.
 */
final class LabNetwork {
  static final String BRIDGE = "br0";

  /** This host's own address inside, for SSH and HTTP. */
  static final String HOST_ADDRESS = "192.168.105.254/24";

  private final String namespace;

  LabNetwork(String namespace) {
    this.namespace = namespace;
  }

  void create() throws IOException {
    ip("netns", "add", namespace);
    inside("link", "set", "lo", "up");
    inside("link", "add", BRIDGE, "type", "bridge", "forward_delay", "0");
    inside("addr", "add", HOST_ADDRESS, "dev", BRIDGE);
    inside("link", "set", BRIDGE, "up");
  }

  /** Plugs in a container, which so far has no network, as its {@code eth0}. */
  void attach(long containerPid, String address) throws IOException {
    String pid = Long.toString(containerPid);
    inside("link", "add", "stack", "type", "veth", "peer", "name", "eth0", "netns", pid);
    inside("link", "set", "stack", "master", BRIDGE, "up");
    Command inContainer = Command.of("nsenter", "--target", pid, "--net", "ip");
    var _ = inContainer.with("addr", "add", address, "dev", "eth0").run();
    var _ = inContainer.with("link", "set", "eth0", "up").run();
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
  Command inside(Command command) {
    List<String> argv = new ArrayList<>(List.of("ip", "netns", "exec", namespace));
    argv.addAll(command.argv());
    return command.withArguments(argv);
  }

  /** Removes it with everything in it; nothing happens where there is none. */
  void remove() throws IOException {
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
