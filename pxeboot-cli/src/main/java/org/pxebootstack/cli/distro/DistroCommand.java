package org.pxebootstack.cli.distro;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.pxebootstack.cli.StepLog;
import org.pxebootstack.contract.machine.Architecture;
import org.pxebootstack.contract.machine.DistroName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pxeboot distro}. */
@Command(
    name = "distro",
    mixinStandardHelpOptions = true,
    description = "Images of distributions.",
    subcommands = DistroCommand.Pull.class)
public final class DistroCommand {

  /** {@code pxeboot distro pull}. */
  @Command(
      name = "pull",
      mixinStandardHelpOptions = true,
      description = {
        "Makes an image from the distribution's current packages:",
        "root file system, kernel, initrd, modules for the installer, and manifest.json.",
        "Where nothing is newer than the image that is there, nothing is done."
      })
  static final class Pull implements Callable<Integer> {
    @Parameters(paramLabel = "DISTRO", description = "which one: debian-13")
    private String distro = "";

    @Option(
        names = "--arch",
        description = "x86_64 or aarch64 (default: ${DEFAULT-VALUE})",
        defaultValue = "x86_64")
    private String arch = "";

    @Option(
        names = "--images-dir",
        description = "where images are (default: ${DEFAULT-VALUE})",
        defaultValue = "${env:IMAGES_DIR:-/www/images}")
    private Path imagesDir = Path.of("");

    @Override
    public Integer call() throws IOException {
      DistroRecipe recipe = DistroRecipe.of(new DistroName(distro), Architecture.parse(arch));
      new DistroPull(recipe, imagesDir, StepLog.ofStandardOutput()).run();
      return 0;
    }
  }
}
