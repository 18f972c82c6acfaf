package org.pxebootstack.installer.phase;

import java.io.IOException;
import java.nio.file.Files;
import org.pxebootstack.command.Command;
import org.pxebootstack.installer.InstallException;
import org.pxebootstack.installer.progress.PhaseProgress;

/** Mounts the target's root partition and fills it. */
final class RootFilesystemPhase implements Phase {

  @Override
  public String name() {
    return "root-filesystem";
  }

  @Override
  public void run(Installation installation, PhaseProgress progress)
      throws IOException, InstallException, InterruptedException {
    Files.createDirectories(Installation.TARGET);
    var _ =
        Command.of(
                "mount", "-t", "ext4", "-o", "errors=remount-ro", installation.targetDisk().root())
            .with(Installation.TARGET.toString())
            .run();
    new RootFilesystem(installation.downloads(), installation.configuration(), installation::say)
        .unpack(Installation.TARGET, progress::bytes);
  }
}
