package org.pxebootstack.cli.image;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.cli.StackEnvironment;
import org.pxebootstack.cli.StepLog;
import org.pxebootstack.cli.distro.LiveRoots;
import org.pxebootstack.contract.image.LiveManifest;
import org.pxebootstack.contract.machine.LiveName;
import org.pxebootstack.imagecustomizer.build.ImageBuild;
import org.pxebootstack.imagecustomizer.build.SourceDate;
import org.pxebootstack.imagecustomizer.configuration.ConfigurationSchema;
import org.pxebootstack.imagecustomizer.publish.Publication;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pxeboot image}. */
@Command(
    name = "image",
    mixinStandardHelpOptions = true,
    description = "Live systems: made from a YAML file, and served.",
    subcommands = ImageCommand.Schema.class)
public final class ImageCommand {
  private ImageCommand() {}

  public static CommandLine commandLine(StackEnvironment environment) {
    return new CommandLine(new ImageCommand())
        .addSubcommand(new Build(environment.variables()))
        .addSubcommand(new Publish());
  }

  /** {@code pxeboot image build}. */
  @Command(
      name = "build",
      mixinStandardHelpOptions = true,
      description = {
        "Makes a live system as a YAML file says (as root): an ISO, or what servers need.",
        "What is wrong with the file is said all at once, each with line and cure."
      })
  static final class Build implements Callable<Integer> {
    private final Map<String, String> variables;

    @Parameters(
        paramLabel = "CONFIG",
        description = "the YAML file; pxeboot image schema tells what")
    private Path file = Path.of("");

    @Option(
        names = "--cache-dir",
        description = {
          "root file systems and what was made of them, for later builds; it may be deleted",
          "(default: ${DEFAULT-VALUE})"
        },
        defaultValue = "${env:LIVE_CACHE_DIR:-/var/cache/pxeboot}")
    private Path cacheDir = Path.of("");

    @Option(names = "--refresh", description = "makes all of it again, with the packages of today")
    private boolean refresh;

    Build(Map<String, String> variables) {
      this.variables = variables;
    }

    @Override
    public Integer call() throws IOException {
      SourceDate date = SourceDate.of(variables);
      StepLog log = StepLog.ofStandardOutput();
      var _ = ImageBuild.of(file, cacheDir, new LiveRoots(date), date, log::step).run(refresh);
      return 0;
    }
  }

  /** {@code pxeboot image publish}. */
  @Command(
      name = "publish",
      mixinStandardHelpOptions = true,
      description = "Puts a live system where the stack serves it by TFTP and HTTP.")
  static final class Publish implements Callable<Integer> {
    @Parameters(paramLabel = "DIR|TAR", description = "what pxeboot image build has made")
    private Path artifacts = Path.of("");

    @Option(names = "--name", required = true, description = "as definitions name it")
    private String name = "";

    @Option(
        names = "--images-dir",
        description = "where images are (default: ${DEFAULT-VALUE})",
        defaultValue = "${env:IMAGES_DIR:-/www/images}")
    private Path imagesDir = Path.of("");

    @Override
    public Integer call() throws IOException {
      StepLog log = StepLog.ofStandardOutput();
      LiveName live = new LiveName(name);
      Publication publication = new Publication(imagesDir, live);
      LiveManifest manifest = publication.publish(artifacts);
      log.step(
          "publish",
          "%s, %s, Linux %s, for machines with %s of memory, is in %s"
              .formatted(
                  live,
                  manifest.arch(),
                  manifest.kernel(),
                  manifest.memory(),
                  publication.directory()));
      @Nullable String root = manifest.root();
      log.step(
          "publish",
          "a definition boots a machine into it by \"install\": {\"live\": \"" + live + "\"}");
      if (root != null) {
        log.step(
            "publish",
            "GRUB loads the root file system from where the YAML file says; the stack serves it at"
                + " http://PROVISIONER_IP/live/%s/%s".formatted(live, root));
      }
      return 0;
    }
  }

  /** {@code pxeboot image schema}. */
  @Command(
      name = "schema",
      mixinStandardHelpOptions = true,
      description = "Prints a JSON Schema of the YAML file, for editors.")
  static final class Schema implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
      PrintWriter out = spec.commandLine().getOut();
      out.print(ConfigurationSchema.text());
      out.flush();
    }
  }
}
