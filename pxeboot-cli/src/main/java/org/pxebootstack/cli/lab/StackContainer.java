package org.pxebootstack.cli.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.pxebootstack.command.Command;

/** The stack's container: without any network until the lab plugs it in, and without privileges. */
final class StackContainer {
  private final String name;

  StackContainer(String name) {
    this.name = name;
  }

  /**
   * Starts it.
   *
   * @return the process whose network namespace is the container's
   */
  long start(String image, Path vmsDir, Path imagesDir) throws IOException {
    Command run =
        Command.of("docker", "run", "--detach", "--name", name, "--network", "none")
            .with("--cap-add", "NET_ADMIN", "--cap-add", "NET_RAW")
            .with("--volume", vmsDir.toAbsolutePath() + ":/mnt/host/vms:ro")
            .with("--volume", imagesDir.toAbsolutePath() + ":/www/images:ro")
            .with("--env", "PROVISIONER_IP=" + Lab.PROVISIONER_IP)
            .with("--env", "DHCP_RANGE_START=192.168.105.100")
            .with("--env", "DHCP_RANGE_END=192.168.105.200")
            .with(image);
    var _ = run.run();
    return pid(name);
  }

  /** The process whose network namespace is a running container's. */
  static long pid(String container) throws IOException {
    Command inspect = Command.of("docker", "inspect", "--format", "{{.State.Pid}}", container);
    return Long.parseLong(inspect.run().output().strip());
  }

  /** What its services have said. */
  String logs() throws IOException {
    Command logs = Command.of("docker", "logs", name);
    var result = logs.tryRun();
    return result.output() + result.errors();
  }

  /** Runs a command in it. */
  Command command(List<String> argv) {
    return Command.of("docker", "exec", name).with(argv.toArray(String[]::new));
  }

  /**
   * Ends it as an engine does, and starts it again, without a network.
   *
   * @return how long it took to end
   */
  Duration restart() throws IOException {
    Instant begin = Instant.now();
    var _ = Command.of("docker", "restart", "--time", "10", name).run();
    Command inspect = Command.of("docker", "inspect", "--format", "{{.State.FinishedAt}}", name);
    return Duration.between(begin, Instant.parse(inspect.run().output().strip()));
  }

  /** Ends and removes it; nothing happens where there is none. */
  void remove() throws IOException {
    var _ = Command.of("docker", "rm", "--force", "--volumes", name).tryRun();
  }
}
