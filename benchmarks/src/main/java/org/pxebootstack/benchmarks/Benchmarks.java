package org.pxebootstack.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/** Runs benchmarks and prints their table in Markdown. */
@CommandLine.Command(
    name = "benchmarks",
    mixinStandardHelpOptions = true,
    description = "Measures the container that people run, and prints a table.")
public final class Benchmarks implements Callable<Integer> {
  @CommandLine.Option(names = "--image", required = true, description = "the container image")
  private String image = "";

  @CommandLine.Option(
      names = "--installer",
      required = true,
      description = "the installer's directory of the initramfs")
  private Path installer = Path.of("");

  @CommandLine.Option(
      names = "--work-dir",
      required = true,
      description = "a directory of the benchmarks' own")
  private Path workDir = Path.of("");

  @CommandLine.Parameters(
      arity = "0..*",
      paramLabel = "NAME",
      description = "which benchmarks, by name; all where none is named")
  private List<String> chosen = List.of();

  private Benchmarks() {}

  public static void main(String[] args) {
    System.exit(new CommandLine(new Benchmarks()).execute(args));
  }

  @Override
  public Integer call() throws IOException {
    List<Benchmark> all =
        List.of(
            new ScriptRate(image, workDir),
            new ContainerStart(image, workDir),
            new SealedRate(image, workDir),
            new BootHandlerStart(image, workDir),
            new LeaseLatency(image, workDir),
            new WatcherCost(image, workDir),
            new DhcpRate(image, workDir),
            new StatusPages(image, workDir),
            new InstallerExtraction(image, installer, workDir.resolve("installer")),
            new LiveBuild(workDir.resolve("live")),
            new Microbenchmarks());
    List<String> names = all.stream().map(Benchmark::name).toList();
    for (String each : chosen) {
      if (!names.contains(each)) {
        System.err.println(each + " is no benchmark; choose from " + String.join(", ", names));
        return CommandLine.ExitCode.USAGE;
      }
    }
    Files.createDirectories(workDir);
    System.out.print(HostMachine.describe() + "\n\n" + Row.HEAD);
    for (Benchmark each : all) {
      if (chosen.isEmpty() || chosen.contains(each.name())) {
        System.err.println("==> " + each.name());
        each.run().forEach(row -> System.out.print(row.markdown()));
      }
    }
    return CommandLine.ExitCode.OK;
  }
}
