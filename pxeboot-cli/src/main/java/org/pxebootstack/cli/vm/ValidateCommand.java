package org.pxebootstack.cli.vm;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.cli.OutputFormat;
import org.pxebootstack.cli.StackEnvironment;
import org.pxebootstack.contract.definition.Problem;
import org.pxebootstack.contract.install.ContractJson;
import org.pxebootstack.definitions.DefinitionDirectory;
import org.pxebootstack.definitions.DefinitionSet;
import org.pxebootstack.definitions.image.ImageCatalog;
import org.pxebootstack.definitions.image.ImageProblems;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pxeboot vm validate}. */
@Command(
    name = "validate",
    mixinStandardHelpOptions = true,
    description = {
      "Reads definitions exactly as the stack does, and says what is wrong with them.",
      "The exit code is 1 where something is."
    })
final class ValidateCommand implements Callable<Integer> {
  private final StackEnvironment environment;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "DIR|FILE", description = "a directory of definitions, or one of them")
  private Path path = Path.of("");

  @Option(
      names = "--images-dir",
      description = {
        "where images are: also says which of them are missing",
        "(default: the environment variable IMAGES_DIR; where it is not set, images don't matter)"
      })
  private @Nullable Path imagesDir;

  @Option(
      names = "--format",
      description = "text, or json: a list of file, field, value, complaint, cure (default: text)")
  private OutputFormat format = OutputFormat.TEXT;

  ValidateCommand(StackEnvironment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws IOException {
    if (!Files.exists(path)) {
      throw new IOException(path + " does not exist; name a directory of definitions, or a file");
    }
    DefinitionSet definitions =
        Files.isDirectory(path)
            ? new DefinitionDirectory(path).scan()
            : DefinitionDirectory.scanFile(path);
    List<Problem> ofImages =
        Optional.ofNullable(imagesDir)
            .or(environment::imagesDir)
            .map(each ->
                ImageProblems.of(definitions.all(), new ImageCatalog(each, Duration.ofMinutes(1))))
            .orElse(List.of());
    List<Problem> problems = new ArrayList<>(definitions.problems());
    problems.addAll(ofImages);
    print(problems, definitions.size() - ofImages.size());
    return problems.isEmpty() ? 0 : 1;
  }

  private void print(List<Problem> problems, int usable) {
    PrintWriter out = spec.commandLine().getOut();
    switch (format) {
      case JSON ->
          out.println(
              ContractJson.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(problems));
      case TEXT -> {
        problems.forEach(each -> out.println(each.sentence()));
        out.println(
            count(usable, "definition") + " can be used, " + count(problems.size(), "problem"));
      }
    }
    out.flush();
  }

  private static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }
}
