package org.pxebootstack.cli.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.pxebootstack.command.Command;

/** The stack's container: without any network until the lab plugs it in, and without privileges. */
final class StackContainer implements Stack {
  private static final String CABLE = "stack";

  private final String name;
  private final int prefixLength;

  /**
   * @param prefixLength of the stack's own address
   */
  StackContainer(String name, int prefixLength) {
    this.name = name;
    this.prefixLength = prefixLength;
  }

  @Override
  public void start(
      LabNetwork network,
      String image,
      Path vmsDir,
      Path imagesDir,
      Map<String, String> environment)
      throws IOException {
    Command run =
        run(name, environment)
            .with("--volume", vmsDir.toAbsolutePath() + ":/mnt/host/vms:ro")
            .with("--volume", imagesDir.toAbsolutePath() + ":/www/images:ro")
            .with("--env", "PROVISIONER_IP=" + Lab.PROVISIONER_IP);
    var _ = run.with(image).run();
    plugInto(network);
  }

  /** What begins the command that starts one. */
  static Command run(String name, Map<String, String> environment) {
    Command run =
        Command.of("docker", "run", "--detach", "--name", name, "--network", "none")
            .with("--cap-add", "NET_ADMIN", "--cap-add", "NET_RAW");
    for (Map.Entry<String, String> each : environment.entrySet()) {
      run = run.with("--env", each.getKey() + "=" + each.getValue());
    }
    return run;
  }

  void plugInto(LabNetwork network) throws IOException {
    network.attach(pid(name), CABLE, Lab.PROVISIONER_IP + "/" + prefixLength);
  }

  /** The process whose network namespace is a running container's. */
  static long pid(String container) throws IOException {
    Command inspect = Command.of("docker", "inspect", "--format", "{{.State.Pid}}", container);
    return Long.parseLong(inspect.run().output().strip());
  }

  @Override
  public String logs() throws IOException {
    Command logs = Command.of("docker", "logs", name);
    var result = logs.tryRun();
    return result.output() + result.errors();
  }

  @Override
  public Command command(List<String> argv) {
    return Command.of("docker", "exec", name).with(argv.toArray(String[]::new));
  }

  @Override
  public void remove() throws IOException {
    var _ = Command.of("docker", "rm", "--force", "--volumes", name).tryRun();
  }
}
