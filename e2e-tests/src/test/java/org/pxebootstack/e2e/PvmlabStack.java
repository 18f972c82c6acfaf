package org.pxebootstack.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.io.FileUtils;
import org.pxebootstack.cli.lab.Lab;
import org.pxebootstack.cli.lab.LabNetwork;
import org.pxebootstack.cli.lab.Stack;
import org.pxebootstack.command.Command;
import org.pxebootstack.command.CommandResult;

/**
 * The stack as pvmlab has it on its provisioner: an engine that knows no image yet, in the
 * machines' own network, loads the tar and runs it with pvmlab's arguments.
 */
final class PvmlabStack implements Stack {
  private static final Duration ENGINE_STARTS = Duration.ofSeconds(60);
  private static final Duration ENGINE_ENDS = Duration.ofSeconds(30);
  private static final String CONTAINER = "pxeboot_stack";
  private static final String PREFIX_V6 = "fd00:105::";

  private final String namespace;

  /** The engine's images and containers. */
  private final Path data;

  /** Its sockets, whose paths may be 107 bytes long. */
  private final Path run;

  /**
   * @param lab the name of the lab that it is for
   */
  PvmlabStack(String lab) {
    this.namespace = "pxeboot-" + lab;
    this.data = TestLab.directory(lab).resolve("engine").toAbsolutePath();
    this.run = Path.of("/run", namespace);
  }

  @Override
  public void start(
      LabNetwork network,
      String image,
      Path vmsDir,
      Path imagesDir,
      Map<String, String> environment)
      throws IOException {
    // A bridge's own would change with each machine that is plugged in.
    var _ =
        network
            .inside(Command.of("ip", "link", "set", "br0", "address", "52:54:00:aa:ff:01"))
            .run();
    for (String address : List.of(Lab.PROVISIONER_IP + "/24", PREFIX_V6 + "1/64")) {
      var _ = network.inside(Command.of("ip", "addr", "add", address, "dev", "br0", "nodad")).run();
    }
    startEngine();
    var _ = docker("load", "--quiet", "--input", TestLab.required("pxeboot.tar")).run();
    Command stack =
        docker("run", "--detach", "--name", CONTAINER, "--net=host")
            .with(privileges(image))
            .with("--volume", vmsDir + ":/mnt/host/vms")
            .with("--volume", imagesDir.toAbsolutePath() + ":/www/images")
            .with("--env", "PROVISIONER_IP=" + Lab.PROVISIONER_IP)
            .with("--env", "DHCP_RANGE_V6_START=" + PREFIX_V6 + "100")
            .with("--env", "DHCP_RANGE_V6_END=" + PREFIX_V6 + "200");
    for (Map.Entry<String, String> each : environment.entrySet()) {
      stack = stack.with("--env", each.getKey() + "=" + each.getValue());
    }
    var _ = stack.with(image).run();
  }

  /** {@code --privileged}, or what it gives that matters, where the engine has not all to give. */
  private String[] privileges(String image) throws IOException {
    CommandResult probe =
        docker("run", "--rm", "--privileged", "--net=host", "--entrypoint", "true", image).tryRun();
    if (probe.succeeded()) {
      return new String[] {"--privileged"};
    }
    System.out.println(
        "--privileged is not possible here, so the capabilities are given one by one: "
            + probe.errors().lines().findFirst().orElse("docker does not say why"));
    return new String[] {
      "--cap-add=NET_ADMIN",
      "--cap-add=NET_RAW",
      "--cap-add=NET_BROADCAST",
      "--cap-add=SYS_ADMIN",
      "--security-opt=seccomp=unconfined"
    };
  }

  /** It has no network of its own to make, and no settings of this host's engine. */
  private void startEngine() throws IOException {
    Files.createDirectories(data);
    Files.createDirectories(run);
    Path settings = Files.writeString(run.resolve("daemon.json"), "{}");
    // Not "ip netns exec", whose new /sys has no control groups.
    var _ =
        Command.of("nsenter", "--net=/run/netns/" + namespace, "dockerd")
            .with("--config-file", settings.toString(), "--host", host())
            .with("--data-root", data.toString(), "--exec-root", run.resolve("exec").toString())
            .with("--pidfile", pidFile().toString())
            .with("--containerd-namespace", namespace)
            .with("--bridge=none", "--iptables=false", "--ip-forward=false")
            .startInBackground(log());
    Await.that(
        "the engine to answer",
        ENGINE_STARTS,
        () -> docker("version").tryRun().succeeded(),
        this::engineLog);
  }

  private Path pidFile() {
    return run.resolve("docker.pid");
  }

  private Path log() {
    return data.resolveSibling("engine.log");
  }

  private String engineLog() {
    try {
      return Files.readString(log());
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private String host() {
    return "unix://" + run.resolve("docker.sock");
  }

  private Command docker(String... argv) {
    return Command.of("docker", "--host", host()).with(argv);
  }

  @Override
  public String logs() throws IOException {
    CommandResult result = docker("logs", CONTAINER).tryRun();
    return result.output() + result.errors();
  }

  @Override
  public Command command(List<String> argv) {
    return docker("exec", CONTAINER).with(argv.toArray(String[]::new));
  }

  @Override
  public void remove() throws IOException {
    Optional<ProcessHandle> engine = runningEngine();
    if (engine.isPresent()) {
      var _ = docker("rm", "--force", "--volumes", CONTAINER).tryRun();
      engine.get().destroy();
      Await.that("the engine to end", ENGINE_ENDS, () -> !engine.get().isAlive(), this::engineLog);
    }
    // Of the host network, which an engine leaves mounted.
    var _ = Command.of("umount", run.resolve("exec/netns/default").toString()).tryRun();
    FileUtils.deleteDirectory(data.toFile());
    FileUtils.deleteDirectory(run.toFile());
  }

  /** Of this test, or of one that was interrupted. */
  private Optional<ProcessHandle> runningEngine() {
    try {
      return ProcessHandle.of(Long.parseLong(Files.readString(pidFile()).strip()))
          .filter(
              each -> each.info().command().filter(name -> name.endsWith("dockerd")).isPresent());
    } catch (IOException | NumberFormatException e) {
      return Optional.empty(); // There is none.
    }
  }
}
