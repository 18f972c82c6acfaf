package org.pxebootstack.e2e;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.pxebootstack.cli.lab.Firmware;
import org.pxebootstack.cli.lab.Lab;
import org.pxebootstack.cli.lab.VirtualMachine;
import org.pxebootstack.cli.lab.VirtualMachine.BootFrom;
import org.pxebootstack.command.Command;
import org.pxebootstack.contract.machine.MacAddress;

/**
 * A lab whose addresses are given by a DHCP server that is not the stack's: another dnsmasq, in a
 * container of its own.
 */
final class ForeignDhcp implements AutoCloseable {
  static final String ADDRESS = "192.168.105.2";

  private static final String HOST_ADDRESS = "192.168.105.254";
  private static final String BROADCAST = "192.168.105.255";

  /** Emulated, beside other work. */
  private static final Duration BOOTS = Duration.ofMinutes(5);

  private final Lab lab;
  private final String server;

  /**
   * @param name names the lab: short, lower case
   */
  ForeignDhcp(String name) {
    this.lab = new Lab(name, Path.of(TestLab.required("pxeboot.work-dir")).resolve(name + "/lab"));
    this.server = lab.namespace() + "-server";
  }

  /** Starts the stack, and the container of the other server, not yet the server. */
  void start(String mode) throws IOException {
    lab.start(
        TestLab.required("pxeboot.image"),
        Path.of(TestLab.required("pxeboot.images-dir")),
        Map.of("DHCP_MODE", mode));
    remove();
    var _ =
        Command.of("docker", "run", "--detach", "--name", server, "--network", "none")
            .with("--cap-add", "NET_ADMIN", "--cap-add", "NET_RAW", "--entrypoint", "sleep")
            .with(TestLab.required("pxeboot.image"), "7200")
            .run();
    lab.plugIn(server, "server", ADDRESS + "/24");
  }

  Lab lab() {
    return lab;
  }

  /**
   * Starts the server, in place of one that runs.
   *
   * @param configuration of dnsmasq.conf(5), beside the addresses
   */
  void serve(String configuration) throws IOException {
    end();
    String text =
        """
        port=0
        interface=eth0
        bind-interfaces
        dhcp-range=192.168.105.100,192.168.105.200,1h
        dhcp-authoritative
        no-ping
        log-dhcp
        """
            + configuration;
    var _ =
        Command.of("docker", "exec", "--interactive", server, "tee", "/run/foreign.conf")
            .withInput(text)
            .run();
    var _ =
        inServer("dnsmasq", "--conf-file=/run/foreign.conf", "--pid-file=/run/foreign.pid").run();
  }

  /** Ends the server; nothing happens where none runs. */
  void end() throws IOException {
    var _ = inServer("pkill", "dnsmasq").tryRun();
  }

  private Command inServer(String... argv) {
    return Command.of("docker", "exec", server).with(argv);
  }

  /** What a {@link PxeClient} is told, a line for each answer. */
  List<String> ask(MacAddress mac, List<String> options) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(BROADCAST, HOST_ADDRESS, mac.toString()));
    arguments.addAll(options);
    Command client =
        Command.of(Path.of(System.getProperty("java.home"), "bin", "java").toString())
            .with("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"))
            .with(PxeClient.class.getName())
            .with(arguments.toArray(String[]::new));
    return lab.network().inside(client).run().output().lines().toList();
  }

  /**
   * Boots a machine that is defined until boot-handler has given a script to this machine itself.
   */
  void bootToItsScript(String name, int number, Firmware firmware) throws IOException {
    MacAddress mac = TestLab.mac(number);
    lab.define(
        name,
        """
        {"name": "%s", "arch": "x86_64", "mac": "%s", "ip": "192.168.105.77",
         "subnet": "192.168.105.0/24", "pxeboot": true, "distro": "%s"}
        """
            .formatted(name, mac, TestLab.DISTRO));
    VirtualMachine machine =
        lab.machine(VirtualMachine.Hardware.of(name, mac, firmware, List.of()));
    machine.powerOn(BootFrom.NETWORK_FIRST_ONCE);
    try {
      Await.that(
          name + " to be given its script",
          BOOTS,
          () -> lab.stackLog().contains(name + " " + mac + ": script served"),
          () -> tail(machine));
    } finally {
      machine.powerOff();
    }
  }

  private String tail(VirtualMachine machine) {
    try {
      String console = machine.console();
      return console.substring(Math.max(0, console.length() - 3000)) + "\n" + lab.stackLog();
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private void remove() throws IOException {
    var _ = Command.of("docker", "rm", "--force", "--volumes", server).tryRun();
  }

  @Override
  public void close() throws IOException {
    remove();
    lab.close();
  }
}
