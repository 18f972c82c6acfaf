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

/** A lab whose addresses are given by a DHCP server that is not the stack's. */
final class ForeignDhcp implements AutoCloseable {
  private static final String CONFIGURATION = "/run/foreign.conf";
  private static final String HOST_ADDRESS = "192.168.105.254";
  private static final String CABLE = "server";

  /** Emulated, beside other work. */
  private static final Duration BOOTS = Duration.ofMinutes(5);

  private final Lab lab;
  private final String container;

  /** A server of other people. */
  enum Server {
    DNSMASQ(
        """
        port=0
        interface=eth0
        bind-interfaces
        dhcp-range=192.168.105.100,192.168.105.200,1h
        dhcp-authoritative
        no-ping
        """,
        ""),
    ISC(
        """
        authoritative;
        ping-check false;
        subnet 192.168.105.0 netmask 255.255.255.0 { range 192.168.105.100 192.168.105.200; }
        """,
        ""),
    KEA(
        """
        { "Dhcp4": {
          "interfaces-config": { "interfaces": [ "eth0" ] },
          "lease-database": { "type": "memfile", "persist": false },
          "subnet4": [ { "id": 1, "subnet": "192.168.105.0/24",
                         "pools": [ { "pool": "192.168.105.100-192.168.105.200" } ] } ],
        """,
        "} }");

    private final String before;
    private final String after;

    Server(String before, String after) {
      this.before = before;
      this.after = after;
    }

    private String[] check() {
      return switch (this) {
        case DNSMASQ -> new String[] {"dnsmasq", "--test", "--conf-file=" + CONFIGURATION};
        case ISC -> new String[] {"dhcpd", "-t", "-cf", CONFIGURATION};
        case KEA -> new String[] {"kea-dhcp4", "-t", CONFIGURATION};
      };
    }

    private String[] start() {
      return switch (this) {
        case DNSMASQ -> new String[] {"dnsmasq", "-k", "--conf-file=" + CONFIGURATION};
        case ISC -> new String[] {"dhcpd", "-f", "-cf", CONFIGURATION, "eth0"};
        case KEA -> new String[] {"kea-dhcp4", "-c", CONFIGURATION};
      };
    }
  }

  /**
   * @param name names the lab: short, lower case
   */
  ForeignDhcp(String name) {
    this(new Lab(name, Path.of(TestLab.required("pxeboot.work-dir")).resolve(name + "/lab")));
  }

  /**
   * @param lab whose stack is started by somebody else
   */
  ForeignDhcp(Lab lab) {
    this.lab = lab;
    this.container = lab.namespace() + "-server";
  }

  /**
   * Starts the stack, not yet the server.
   *
   * @param mode DHCP_MODE
   */
  void start(String mode) throws IOException {
    end();
    lab.start(
        TestLab.required("pxeboot.image"),
        Path.of(TestLab.required("pxeboot.images-dir")),
        Map.of("DHCP_MODE", mode));
  }

  Lab lab() {
    return lab;
  }

  /**
   * Starts the server at 192.168.105.2, in place of one that runs, after it has checked its
   * configuration itself.
   *
   * @param more of its configuration, beside the addresses
   */
  void serve(Server server, String more) throws IOException {
    end();
    var _ =
        Command.of("docker", "run", "--detach", "--name", container, "--network", "none")
            .with("--cap-add", "NET_ADMIN", "--cap-add", "NET_RAW")
            .with("--env", "KEA_PIDFILE_DIR=/run", "--env", "KEA_LOCKFILE_DIR=/run")
            .with(TestLab.required("pxeboot.dhcp-servers-image"), "sleep", "7200")
            .run();
    // For whoever has no address yet.
    var _ = lab.inNetwork("ip", "route", "replace", "255.255.255.255", "dev", "br0").run();
    lab.network().detach(CABLE);
    lab.plugIn(container, CABLE, "192.168.105.2/24");
    var _ =
        Command.of("docker", "exec", "--interactive", container, "tee", CONFIGURATION)
            .withInput(server.before + more + server.after)
            .run();
    var _ = inServer("touch", "/var/lib/dhcp/dhcpd.leases").run();
    var _ = inServer(server.check()).run();
    var _ = Command.of("docker", "exec", "--detach", container).with(server.start()).run();
    MacAddress anybody = TestLab.mac(255);
    Await.that(
        server + " to answer",
        Duration.ofSeconds(30),
        () -> ask(1, anybody, List.of()).size() == 1,
        () -> "");
  }

  /** Ends the server; nothing happens where none runs. */
  void end() throws IOException {
    var _ = Command.of("docker", "rm", "--force", "--volumes", container).tryRun();
  }

  private Command inServer(String... argv) {
    return Command.of("docker", "exec", container).with(argv);
  }

  /**
   * What a {@link PxeClient} is told, a line for each answer.
   *
   * @param most how many offers it waits for
   */
  List<String> ask(int most, MacAddress mac, List<String> options) throws IOException {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of(Integer.toString(most), HOST_ADDRESS, mac.toString()));
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
        {"name": "%s", "arch": "x86_64", "mac": "%s", "ip": "%s",
         "subnet": "192.168.105.0/24", "pxeboot": true, "distro": "%s"}
        """
            .formatted(name, mac, TestLab.ip(number), TestLab.DISTRO));
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

  @Override
  public void close() throws IOException {
    end();
    lab.close();
  }
}
