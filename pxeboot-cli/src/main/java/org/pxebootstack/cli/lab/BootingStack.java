package org.pxebootstack.cli.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pxebootstack.command.Command;

/** A stack without definitions, which boots what its command {@code boot} names. */
public final class BootingStack implements Stack {
  private final StackContainer container;
  private final String name;
  private final Path files;
  private final List<String> arguments;

  /**
   * @param lab the name of the lab that it is for
   * @param files what is mounted at {@code /image}
   * @param arguments of {@code boot}
   */
  public BootingStack(String lab, Path files, List<String> arguments) {
    this.name = "pxeboot-" + lab;
    this.container = new StackContainer(name, 24);
    this.files = files.toAbsolutePath();
    this.arguments = List.copyOf(arguments);
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
        StackContainer.run(name, environment)
            .with("--volume", files + ":/image:ro")
            .with(image, "boot")
            .with(arguments.toArray(String[]::new));
    var _ = run.run();
    container.plugInto(network);
  }

  /** Its exit code; empty as long as it runs. */
  public Optional<Integer> exitCode() throws IOException {
    String state =
        Command.of("docker", "inspect", "--format", "{{.State.Status}} {{.State.ExitCode}}", name)
            .run()
            .output()
            .strip();
    return state.startsWith("exited ")
        ? Optional.of(Integer.valueOf(state.substring("exited ".length())))
        : Optional.empty();
  }

  @Override
  public String logs() throws IOException {
    return container.logs();
  }

  @Override
  public Command command(List<String> argv) {
    return container.command(argv);
  }

  @Override
  public void remove() throws IOException {
    container.remove();
  }
}
