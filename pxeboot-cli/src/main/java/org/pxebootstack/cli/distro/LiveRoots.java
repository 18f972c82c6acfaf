package org.pxebootstack.cli.distro;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.pxebootstack.contract.machine.Architecture;
import org.pxebootstack.imagecustomizer.build.DistroRoots;
import org.pxebootstack.imagecustomizer.build.SourceDate;
import org.pxebootstack.imagecustomizer.configuration.ImageConfiguration.Input;
import org.pxebootstack.imagecustomizer.configuration.ImageConfiguration.KernelFlavour;

/**
 * Root file systems of live systems, by mmdebstrap(1).
 *
 * @param date the latest time that a file in them has
 */
public record LiveRoots(SourceDate date) implements DistroRoots {
  @Override
  public String recipe(Input.Distro distro, Architecture architecture) {
    return recipeOf(distro, architecture).toString();
  }

  @Override
  public void make(
      Input.Distro distro, Architecture architecture, Path tar, Consumer<String> onStep)
      throws IOException {
    new Mmdebstrap(recipeOf(distro, architecture))
        .makeTar(tar, date.instant().getEpochSecond(), onStep);
  }

  private static DistroRecipe recipeOf(Input.Distro distro, Architecture architecture) {
    return DistroRecipe.live(distro.name(), architecture, distro.kernel() == KernelFlavour.CLOUD);
  }
}
