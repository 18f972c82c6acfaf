package org.pxebootstack.cli.distro;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.pxebootstack.command.Command;
import org.pxebootstack.command.CommandResult;
import org.pxebootstack.command.Pipeline;
import org.pxebootstack.contract.image.Sha256;
import org.pxebootstack.initrd.ModulesArchive;

/** Makes Debian root file systems by mmdebstrap(1), from the mirror that it takes by default. */
final class Mmdebstrap {
  private static final String VARIANT = "--variant=minbase";
  private static final String NO_RECOMMENDS = "--aptopt=APT::Install-Recommends \"false\"";

  /** Each machine makes its own on its first boot: neither may be the same everywhere. */
  private static final List<String> UNIQUE_PER_MACHINE =
      List.of(
          "--customize-hook=rm -f \"$1\"/etc/ssh/ssh_host_*",
          "--customize-hook=rm -f \"$1\"/var/lib/dbus/machine-id"
              + " \"$1\"/var/lib/systemd/random-seed",
          "--customize-hook=: > \"$1\"/etc/machine-id");

  private final DistroRecipe recipe;

  Mmdebstrap(DistroRecipe recipe) {
    this.recipe = recipe;
  }

  /**
   * A digest of the recipe, the choice of modules and the version of every package that would be
   * installed now: the same digest means that there is nothing new.
   */
  String packagesDigest() throws IOException {
    CommandResult simulated =
        Command.of(argv("--simulate", "--verbose")).with(recipe.suite(), "/dev/null").run();
    List<String> packages =
        Stream.of(simulated.output(), simulated.errors())
            .flatMap(String::lines)
            .filter(each -> each.startsWith("Inst "))
            .sorted()
            .toList();
    if (packages.isEmpty()) {
      throw new IOException("mmdebstrap --simulate names no packages; is it newer than expected?");
    }
    List<String> all = new ArrayList<>(argv());
    all.addAll(UNIQUE_PER_MACHINE);
    all.addAll(ModulesArchive.installerModules());
    all.addAll(packages);
    return Sha256.of(String.join("\n", all).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Makes the root file system, and copies out what is served besides.
   *
   * @param rootfs the archive to write, {@code .tar.zst}
   * @param boot gets the content of {@code /boot}
   * @param modules gets the content of {@code /usr/lib/modules}
   * @param onStep sees what mmdebstrap says that it is doing
   */
  void make(Path rootfs, Path boot, Path modules, Consumer<String> onStep) throws IOException {
    List<String> argv = argv("--format=tar");
    argv.addAll(UNIQUE_PER_MACHINE);
    argv.add("--customize-hook=sync-out /boot " + boot);
    argv.add("--customize-hook=sync-out /usr/lib/modules " + modules);
    argv.addAll(List.of(recipe.suite(), "-"));
    Command mmdebstrap = Command.of(argv).withLines(line -> steps(line, onStep));
    Command zstd =
        Command.of("zstd", "--quiet", "--force", "-T0", "-9", "-o", rootfs.toString(), "-");
    new Pipeline(mmdebstrap, zstd).run(Pipeline.NOTHING);
  }

  /**
   * Makes the root file system as a plain archive, and nothing else.
   *
   * @param tar the archive to write
   * @param secondsSince1970 what no file's time is behind
   * @param onStep sees what mmdebstrap says that it is doing
   */
  void makeTar(Path tar, long secondsSince1970, Consumer<String> onStep) throws IOException {
    List<String> argv = argv("--format=tar");
    argv.addAll(UNIQUE_PER_MACHINE);
    // mmdebstrap copies this host's own: neither is it the machine's, nor the same from build to
    // build.
    argv.add("--customize-hook=rm -f \"$1\"/etc/hostname");
    argv.addAll(List.of(recipe.suite(), tar.toString()));
    var _ =
        Command.of(argv)
            .withEnvironment("SOURCE_DATE_EPOCH", Long.toString(secondsSince1970))
            .withLines(line -> steps(line, onStep))
            .run();
  }

  private List<String> argv(String... more) {
    List<String> argv = new ArrayList<>();
    argv.add("mmdebstrap");
    argv.addAll(List.of(more));
    argv.add(VARIANT);
    argv.add(NO_RECOMMENDS);
    argv.add("--architectures=" + recipe.debianArchitecture());
    argv.add("--include=" + String.join(",", recipe.packages()));
    return argv;
  }

  private static void steps(String line, Consumer<String> onStep) {
    if (line.startsWith("I: ") && line.endsWith("...")) {
      onStep.accept(line.substring("I: ".length()).replace("...", ""));
    }
  }
}
