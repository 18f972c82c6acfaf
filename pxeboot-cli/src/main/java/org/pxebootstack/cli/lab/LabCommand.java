package org.pxebootstack.cli.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.pxebootstack.cli.StepLog;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code pxeboot lab}. */
@Command(
    name = "lab",
    mixinStandardHelpOptions = true,
    description = "A closed network on this host, with the stack and a blank machine in it.",
    subcommands = LabCommand.DemoRun.class)
public final class LabCommand {
  /** The name of the demo's lab. */
  static final String DEMO = "demo";

  /** {@code pxeboot lab demo}. */
  @Command(
      name = "demo",
      mixinStandardHelpOptions = true,
      description = "Installs a blank virtual machine over the network and logs in to it.")
  static final class DemoRun implements Callable<Integer> {
    @Option(names = "--work-dir", required = true, description = "gets disk, logs and SSH key")
    private Path workDir = Path.of("");

    @Option(names = "--images-dir", required = true, description = "where debian-13 was pulled to")
    private Path imagesDir = Path.of("");

    @Option(names = "--image", required = true, description = "the container image of the stack")
    private String image = "";

    @Override
    public Integer call() throws IOException {
      // Not closed: the machine stays for the person to look at, until "make demo-down".
      new Demo(new Lab(DEMO, workDir), StepLog.ofStandardOutput()).run(image, imagesDir);
      return 0;
    }
  }
}
