package org.pxebootstack.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.apache.commons.io.FileUtils;
import org.pxebootstack.cli.lab.Lab;
import org.pxebootstack.cli.lab.LabNetwork;
import org.pxebootstack.command.Command;

/**
 * A closed network that is there before the stack, as this host's is with {@code --net=host}: a
 * container that only sleeps holds the stack's interface. Needs root.
 */
final class StartingPlace implements AutoCloseable {
  private static final String NAME = "pxeboot-" + StackUnderTest.NAME;
  private static final String HOLDER = NAME + "-network";
  private static final String STACK = NAME + "-stack";

  private final LabNetwork network = new LabNetwork(NAME);
  private final String image;
  private final Path directory;

  private StartingPlace(String image, Path directory) {
    this.image = image;
    this.directory = directory;
  }

  static StartingPlace make(String image, Path workDir, int machines) throws IOException {
    StartingPlace place = new StartingPlace(image, workDir.resolve("start").toAbsolutePath());
    place.close();
    place.define(machines);
    place.network.create();
    var _ =
        Command.of("docker", "run", "--detach", "--name", HOLDER, "--network", "none")
            .with("--no-healthcheck", "--entrypoint", "sleep", image, "infinity")
            .run();
    place.network.attach(ContainerMemory.pid(HOLDER), "stack", Lab.PROVISIONER_IP + "/8");
    var _ =
        place
            .inside(
                Command.of("ip", "addr", "add", "192.168.105.253/8", "dev", StackUnderTest.BRIDGE))
            .run();
    return place;
  }

  private void define(int machines) throws IOException {
    Path vms = Files.createDirectories(directory.resolve("vms"));
    StackUnderTest.writeImage(directory.resolve("images"));
    for (int i = 0; i < machines; i++) {
      Files.writeString(vms.resolve(Machines.name(i) + ".json"), Machines.json(i, ""));
    }
    for (Path each : List.of(directory, vms, directory.resolve("images"))) {
      Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  String container() {
    return STACK;
  }

  /** {@code docker run} as README shows it first, of a stack that has never run. */
  Command run() {
    return Command.of("docker", "run", "--detach", "--name", STACK, "--network")
        .with("container:" + HOLDER, "--read-only", "--tmpfs", "/run")
        .with("--security-opt", "no-new-privileges", "--cap-drop", "ALL")
        .with("--cap-add", "NET_ADMIN", "--cap-add", "NET_RAW", "--cap-add", "NET_BIND_SERVICE")
        .with("--cap-add", "SETUID", "--cap-add", "SETGID", "--cap-add", "KILL")
        .with("--env", "PROVISIONER_IP=" + Lab.PROVISIONER_IP)
        .with("--env", "DHCP_RANGE_START=192.168.105.100")
        .with("--env", "DHCP_RANGE_END=192.168.105.200")
        .with("--volume", "/var/lib/pvmlab")
        .with("--volume", directory.resolve("vms") + ":/mnt/host/vms:ro")
        .with("--volume", directory.resolve("images") + ":/www/images:ro", image);
  }

  /** A command that runs in the network. */
  Command inside(Command command) {
    return network.inside(command);
  }

  static void remove(String container) throws IOException {
    var _ = Command.of("docker", "rm", "--force", "--volumes", container).tryRun();
  }

  @Override
  public void close() throws IOException {
    remove(STACK);
    remove(HOLDER);
    network.remove();
    FileUtils.deleteDirectory(directory.toFile());
  }
}
