package org.pxebootstack.cli.quick;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.cli.StackEnvironment;
import org.pxebootstack.cli.boot.BootCommand;
import org.pxebootstack.cli.boot.Download;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pxeboot quick}. */
@Command(
    name = "quick",
    mixinStandardHelpOptions = true,
    description = {
      "Boots what a recipe says on every machine that asks; without a name, lists recipes.",
      "What stands behind the name, such as --count=5, goes to pxeboot boot."
    })
public final class QuickCommand implements Callable<Integer> {
  private final StackEnvironment environment;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(index = "0", arity = "0..1", paramLabel = "NAME", description = "of a recipe")
  private @Nullable String name;

  @Parameters(index = "1..*", paramLabel = "OPTION", description = "options of pxeboot boot")
  private List<String> options = new ArrayList<>();

  @Option(names = "--recipes", description = "a file of your own recipes")
  private @Nullable Path recipes;

  @Option(names = "--example", description = "prints the file of recipes that is built in")
  private boolean example;

  @Option(
      names = "--cache-dir",
      description = "where what was fetched is kept (default: ~/.cache/pxeboot)")
  private @Nullable Path cacheDir;

  private QuickCommand(StackEnvironment environment) {
    this.environment = environment;
  }

  /** The command, which leaves options that it does not know to {@code pxeboot boot}. */
  public static CommandLine commandLine(StackEnvironment environment) {
    return new CommandLine(new QuickCommand(environment))
        .setUnmatchedOptionsArePositionalParams(true);
  }

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    if (example) {
      out.print(Recipes.example());
      out.flush();
      return 0;
    }
    Recipes all = Recipes.read(recipes);
    if (name == null) {
      all.all().forEach((key, each) -> out.printf("%-20s %s%n", key, each.description()));
      out.flush();
      return 0;
    }
    List<String> argv = new ArrayList<>(arguments(all.get(name)));
    argv.addAll(options);
    return new CommandLine(new BootCommand(environment))
        .setOut(out)
        .setErr(spec.commandLine().getErr())
        .setParameterExceptionHandler(spec.commandLine().getParameterExceptionHandler())
        .setExecutionExceptionHandler(spec.commandLine().getExecutionExceptionHandler())
        .execute(argv.toArray(String[]::new));
  }

  private List<String> arguments(Recipe recipe) throws IOException {
    List<String> arguments = new ArrayList<>();
    List<String> sources = new ArrayList<>(List.of(recipe.kernel()));
    sources.addAll(recipe.initrds());
    if (recipe.packages().isEmpty()) {
      Checksums checksums = Checksums.of(recipe, new Download(cache().resolve("files")));
      for (String each : sources) {
        arguments.add(checksums.fetch(each));
      }
    } else {
      DebianPackage fetched = DebianPackage.fetch(recipe.packages(), cache());
      for (String each : sources) {
        arguments.add(fetched.file(each).toString());
      }
    }
    boolean ownCommandLine = options.stream().anyMatch(each -> each.startsWith("--cmdline"));
    if (!recipe.cmdline().isEmpty() && !ownCommandLine) {
      arguments.add("--cmdline=" + recipe.cmdline());
    }
    return arguments;
  }

  private Path cache() {
    if (cacheDir != null) {
      return cacheDir.toAbsolutePath();
    }
    return environment.cacheDir();
  }
}
