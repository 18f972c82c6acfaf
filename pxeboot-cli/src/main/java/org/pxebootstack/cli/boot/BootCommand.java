package org.pxebootstack.cli.boot;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.cli.StackEnvironment;
import org.pxebootstack.cli.doctor.TakenPorts;
import org.pxebootstack.contract.boot.BootPlan;
import org.pxebootstack.contract.install.ContractJson;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code pxeboot boot}. On the host it starts the container with the same arguments; there the
 * entry point runs it once more, to write the plan that boot-handler follows.
 */
@Command(
    name = "boot",
    mixinStandardHelpOptions = true,
    description = {
      "Boots a kernel and an initramfs on every machine that asks, without definitions.",
      "Prints who asks, what it is given and how far it gets; Ctrl-C ends it."
    })
public final class BootCommand implements Callable<Integer> {
  private final StackEnvironment environment;

  @Mixin private BootOptions options = new BootOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--image",
      description = "the container image to start (default: pxeboot_stack:latest-amd64)")
  private String image = "pxeboot_stack:latest-amd64";

  @Option(
      names = "--iso",
      description = {
        "takes kernel and initramfs out of this live or installer ISO",
        "(Debian live, Ubuntu, Fedora), and serves the rest of it"
      })
  private @Nullable Path iso;

  @Option(names = "--verbose", description = "prints what all services say")
  private boolean verbose;

  @Option(
      names = "--plan-dir",
      hidden = true,
      description = "write the plan there, print the address at which to serve")
  private @Nullable Path planDir;

  public BootCommand(StackEnvironment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws IOException {
    PrintWriter messages = spec.commandLine().getErr();
    if (iso != null && !options.hasKernel()) {
      return bootIso(iso);
    }
    Optional<PublishedLive> live = options.live();
    if (!options.hasKernel() && live.isEmpty()) {
      throw new CommandLine.ParameterException(
          spec.commandLine(),
          "KERNEL is missing, or --iso with an ISO image, or --live with a live system");
    }
    if (options.hasKernel() && live.isPresent()) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--live has its own kernel and initramfs; leave KERNEL out");
    }
    if (live.isPresent() && planDir != null) {
      if (live.get().manifest().fetches() && options.count() != null) {
        messages.println(
            "pxeboot: %s fetches files when it has started, and --count ends the stack before that;"
                    .formatted(live.get().name())
                + " leave it out where they matter");
      }
      return again(
          live.get().arguments(options.commandLineText()), "--live", "--cmdline", "--memory");
    }
    if (planDir == null) {
      return new BootContainer(environment, image).run(options, verbose);
    }
    Path cache = environment.stateDir().orElse(Path.of("/var/lib/pvmlab")).resolve("boot-cache");
    write(new BootSources(new Download(cache), messages).plan(options), planDir);
    String address =
        environment.provisionerIp().isPresent()
            ? environment.provisionerIp().get()
            : OwnAddress.find(environment.pxeInterface());
    List<String> taken = TakenPorts.sentences(address, environment.pxeInterface());
    taken.forEach(each -> messages.println("pxeboot: " + each));
    if (!taken.isEmpty()) {
      return 1;
    }
    spec.commandLine().getOut().println(address);
    return 0;
  }

  private int bootIso(Path file) throws IOException {
    return again(
        new IsoImage(file, environment.cacheDir()).arguments(options.hasCommandLine()), "--iso");
  }

  /** Again, with arguments in the place of some options. */
  private int again(List<String> arguments, String... instead) {
    List<String> argv = new ArrayList<>(arguments);
    List<String> given = spec.commandLine().getParseResult().originalArgs();
    // Where this is a subcommand, its own name is among them.
    int first = spec.parent() == null ? 0 : given.indexOf(spec.name()) + 1;
    for (int i = first; i < given.size(); i++) {
      String each = given.get(i);
      if (List.of(instead).contains(each)) {
        i++;
      } else if (Stream.of(instead).noneMatch(option -> each.startsWith(option + "="))) {
        argv.add(each);
      }
    }
    return new CommandLine(new BootCommand(environment))
        .setOut(spec.commandLine().getOut())
        .setErr(spec.commandLine().getErr())
        .setParameterExceptionHandler(spec.commandLine().getParameterExceptionHandler())
        .setExecutionExceptionHandler(spec.commandLine().getExecutionExceptionHandler())
        .execute(argv.toArray(String[]::new));
  }

  private static void write(BootPlan plan, Path directory) throws IOException {
    ServedFiles.lay(plan, Files.createDirectories(directory.resolve(BootPlan.SERVED)));
    Files.writeString(
        directory.resolve(BootPlan.FILE_NAME), ContractJson.mapper().writeValueAsString(plan));
  }
}
