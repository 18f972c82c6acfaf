package org.pxebootstack.e2e;

import com.github.dockerjava.api.model.AccessMode;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HealthCheck;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Volume;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.pxebootstack.cli.lab.LabNetwork;
import org.pxebootstack.command.Command;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/**
 * The stack's container alone, with an environment of the test's own: Testcontainers starts it
 * without a network, and it waits until it is plugged in to a closed one.
 */
final class TestStack implements AutoCloseable {
  private static final String CABLE = "stack";

  private final LabNetwork network;
  private final GenericContainer<?> container;
  private final String name;

  /**
   * @param name names the namespace and the container: short, lower case
   */
  TestStack(String name, Path vms, Map<String, String> environment) {
    this(
        name,
        environment,
        host ->
            host.withCapAdd(Capability.NET_ADMIN, Capability.NET_RAW)
                .withBinds(new Bind(vms.toString(), new Volume("/mnt/host/vms"), AccessMode.ro)));
  }

  /**
   * @param start what {@code docker run} is told beside the environment
   */
  TestStack(String name, Map<String, String> environment, UnaryOperator<HostConfig> start) {
    this.name = "pxeboot-" + name;
    this.network = new LabNetwork(this.name);
    this.container =
        new GenericContainer<>(DockerImageName.parse(TestLab.required("pxeboot.image")))
            .withNetworkMode("none")
            .withEnv(environment)
            .withCreateContainerCmdModifier(create -> {
              var _ = start.apply(Objects.requireNonNull(create.getHostConfig()));
              // Which check is the image's; it need not be waited for as long.
              HealthCheck often = new HealthCheck().withInterval(TimeUnit.SECONDS.toNanos(2));
              var _ = create.withName(this.name).withHealthcheck(often);
            })
            .waitingFor(Wait.forLogMessage(".* yet: waiting up to 30 s for it.*\n", 1));
  }

  /** Starts it, after removing what is left of an earlier one. */
  void start() throws IOException {
    var _ = Command.of("docker", "rm", "--force", "--volumes", name).tryRun();
    network.remove();
    network.create();
    container.start();
  }

  /** Gives it its interface, with these addresses. */
  void plugIn(String... addresses) throws IOException {
    Long pid = container.getContainerInfo().getState().getPidLong();
    network.attach(Objects.requireNonNull(pid), CABLE, addresses);
  }

  /**
   * Removes the container, and starts another in its place, with another MAC, not yet plugged in.
   */
  void replace() throws IOException {
    container.stop();
    network.detach(CABLE);
    container.start();
  }

  LabNetwork network() {
    return network;
  }

  String log() {
    return container.getLogs();
  }

  /** Runs a command in it, and gives its output. */
  String run(String... argv) throws IOException {
    return Command.of("docker", "exec", name).with(argv).run().output();
  }

  /** Its health by the engine's word, and what the last check said. */
  String health() throws IOException {
    return Command.of("docker", "inspect", "--format")
        .with("{{.State.Health.Status}}: {{range .State.Health.Log}}\f{{.Output}}{{end}}", name)
        .run()
        .output()
        .replaceFirst("(?s)\f(.*\f)?", "");
  }

  /** Has it end as {@code docker stop} does; gives how long that took. */
  Duration end() throws IOException {
    long start = System.nanoTime();
    var _ = Command.of("docker", "stop", "--time", "10", name).run();
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** Waits until it has given up; gives its exit code. */
  long awaitEnd(Duration longest) throws IOException {
    Await.that("the container to end", longest, () -> !container.isRunning(), container::getLogs);
    return Objects.requireNonNull(container.getCurrentContainerInfo().getState().getExitCodeLong());
  }

  @Override
  public void close() throws IOException {
    container.stop();
    network.remove();
  }
}
