package org.pxebootstack.cli.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.io.FileUtils;
import org.pxebootstack.command.Command;
import org.pxebootstack.command.CommandResult;
import org.pxebootstack.contract.install.ContractJson;
import tools.jackson.databind.json.JsonMapper;

/**
 * The stack's container and blank machines on a closed network of this host. Needs root.
 *
 * <p>Everything that it makes is in its directory, its container and its network namespace, and is
 * found again by their names, so that another process can remove it.
 */
public final class Lab implements AutoCloseable {
  public static final String PROVISIONER_IP = "192.168.105.1";

  /** What a stack that gives addresses is told. */
  public static final Map<String, String> DHCP_RANGE =
      Map.of("DHCP_RANGE_START", "192.168.105.100", "DHCP_RANGE_END", "192.168.105.200");

  private static final Duration STACK_STARTS = Duration.ofSeconds(60);
  private static final Duration SSH_COMMAND = Duration.ofMinutes(5);

  /** Marks a directory as a lab's own: no other is ever deleted. */
  private static final String MARKER = ".pxeboot-lab";

  /** ssh(1): its own failure, not the command's. */
  private static final int SSH_FAILED = 255;

  private final String name;
  private final Path directory;
  private final LabNetwork network;
  private final Stack stack;
  private final JsonMapper json = ContractJson.mapper();

  /**
   * @param name names the namespace and the container: short, lower case
   * @param directory gets definitions, disks, logs and the SSH key
   */
  public Lab(String name, Path directory) {
    this(name, directory, 24);
  }

  /**
   * @param prefixLength of the stack's own address: how many machines may have one beside it
   */
  public Lab(String name, Path directory, int prefixLength) {
    this(name, directory, new StackContainer("pxeboot-" + name, prefixLength));
  }

  /**
   * @param stack which is started in the lab
   */
  public Lab(String name, Path directory, Stack stack) {
    this.name = name;
    this.directory = directory.toAbsolutePath();
    this.network = new LabNetwork(namespace());
    this.stack = stack;
  }

  public String namespace() {
    return "pxeboot-" + name;
  }

  /**
   * Starts the stack on an empty definitions directory, after removing what is left of an earlier
   * one.
   */
  public void start(String image, Path imagesDir) throws IOException {
    start(image, imagesDir, DHCP_RANGE);
  }

  /**
   * As the other, with an environment of its own.
   *
   * @param environment beside PROVISIONER_IP
   */
  public void start(String image, Path imagesDir, Map<String, String> environment)
      throws IOException {
    requireOwnDirectory();
    close();
    try {
      bringUp(image, imagesDir, environment);
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  private void requireOwnDirectory() throws IOException {
    if (Files.exists(directory) && !Files.exists(directory.resolve(MARKER))) {
      throw new IOException(
          directory + " exists and is not a lab's; name a directory that does not exist yet");
    }
  }

  private void bringUp(String image, Path imagesDir, Map<String, String> environment)
      throws IOException {
    Files.createDirectories(vmsDir());
    Files.writeString(directory.resolve(MARKER), "");
    // boot-handler reads as another user than root, whatever this one's umask is.
    Files.setPosixFilePermissions(vmsDir(), PosixFilePermissions.fromString("rwxr-xr-x"));
    var _ =
        Command.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", namespace())
            .with("-f", sshKey().toString())
            .run();
    network.create();
    stack.start(network, image, vmsDir(), imagesDir, environment);
    awaitStack();
  }

  private void awaitStack() throws IOException {
    long end = System.nanoTime() + STACK_STARTS.toNanos();
    while (!get("/api/v1/machines").succeeded()) {
      if (System.nanoTime() > end) {
        throw new IOException(
            "the stack did not answer within "
                + STACK_STARTS.toSeconds()
                + " s; its log:\n"
                + stack.logs());
      }
      pause();
    }
  }

  public LabNetwork network() {
    return network;
  }

  public Path vmsDir() {
    return directory.resolve("vms");
  }

  public Path sshKey() {
    return directory.resolve("id_ed25519");
  }

  /** The line that goes into a definition's {@code ssh_key}. */
  public String sshPublicKey() throws IOException {
    return Files.readString(directory.resolve("id_ed25519.pub")).strip();
  }

  /** Drops a definition into the definitions directory. */
  public void define(String machine, String json) throws IOException {
    Path file = Files.writeString(vmsDir().resolve(machine + ".json"), json);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
  }

  /**
   * Plugs another container, which so far has no network, into this one, as its {@code eth0}.
   *
   * @param cable names its cable: up to 15 characters
   */
  public void plugIn(String otherContainer, String cable, String address) throws IOException {
    network.attach(StackContainer.pid(otherContainer), cable, address);
  }

  /** Makes a machine that is switched off. */
  public VirtualMachine machine(VirtualMachine.Hardware hardware) throws IOException {
    VirtualMachine machine =
        new VirtualMachine(
            network, hardware, directory.resolve("machines").resolve(hardware.name()));
    machine.create();
    return machine;
  }

  /** {@code curl} from inside the network; exit code 22 for an answer of 400 and above. */
  public CommandResult get(String path, String... options) throws IOException {
    Command curl =
        Command.of("curl", "--silent", "--show-error", "--max-time", "10", "--fail-with-body");
    return network.inside(curl.with(options).with("http://" + PROVISIONER_IP + path)).tryRun();
  }

  /** What the stack knows of a machine; nothing while its definition has not been read. */
  public Optional<MachineStatus> status(String machine) throws IOException {
    CommandResult answer = get("/api/v1/machines/" + machine);
    return answer.succeeded()
        ? Optional.of(json.readValue(answer.output(), MachineStatus.class))
        : Optional.empty();
  }

  /** A command that runs in the lab's network. */
  public Command inNetwork(String... argv) {
    return network.inside(Command.of(argv));
  }

  /** A command that runs in the stack's container. */
  public Command inContainer(String... argv) {
    return stack.command(List.of(argv));
  }

  /**
   * Runs a command on a machine as {@code ubuntu}, as soon as it lets us in. cloud-init restarts
   * its SSH server once, so a login that worked may be refused a moment later.
   *
   * @throws IOException when nobody could log in until {@code patience} ended
   */
  public CommandResult ssh(String address, Duration patience, String command) throws IOException {
    Command ssh =
        network.inside(
            Command.of("ssh", "-i", sshKey().toString())
                .with("-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null")
                .with("-o", "LogLevel=ERROR", "-o", "BatchMode=yes", "-o", "ConnectTimeout=5")
                .with("ubuntu@" + address, command));
    long end = System.nanoTime() + patience.toNanos();
    while (true) {
      CommandResult result = ssh.withTimeout(patience.plus(SSH_COMMAND)).tryRun();
      if (result.exitCode() != SSH_FAILED) {
        return result;
      }
      if (System.nanoTime() > end) {
        throw new IOException(
            "nobody could log in at %s within %d s: %s"
                .formatted(address, patience.toSeconds(), result.errors().strip()));
      }
      pause();
    }
  }

  public String stackLog() throws IOException {
    return stack.logs();
  }

  /** Waits a moment between two looks at something. */
  public static void pause() throws IOException {
    try {
      Thread.sleep(500);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** Ends the machines and the stack, and removes everything of them. */
  @Override
  public void close() throws IOException {
    Path machines = directory.resolve("machines");
    if (Files.isDirectory(machines)) {
      try (var directories = Files.list(machines)) {
        for (Path each : directories.toList()) {
          var process = QemuProcess.of(each);
          if (process.isPresent()) {
            process.get().end(Duration.ofSeconds(10));
          }
        }
      }
    }
    stack.remove();
    network.remove();
    if (Files.exists(directory.resolve(MARKER))) {
      FileUtils.deleteDirectory(directory.toFile());
    }
  }
}
