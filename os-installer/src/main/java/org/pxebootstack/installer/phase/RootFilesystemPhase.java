package org.pxebootstack.installer.phase;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import org.pxebootstack.command.Command;
import org.pxebootstack.command.CommandFailedException;
import org.pxebootstack.contract.install.InstallerConfiguration;
import org.pxebootstack.installer.InstallException;
import org.pxebootstack.installer.http.Downloads;
import org.pxebootstack.installer.http.VerifiedStream;
import org.pxebootstack.installer.progress.PhaseProgress;

/** Streams the archive from the server through the decompressor into GNU tar. */
final class RootFilesystemPhase implements Phase {
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(30);

  @Override
  public String name() {
    return "root-filesystem";
  }

  @Override
  public void run(Installation installation, PhaseProgress progress)
      throws IOException, InstallException {
    InstallerConfiguration configuration = installation.configuration();
    URI url = configuration.rootfsUrl();
    Files.createDirectories(Installation.TARGET);
    var _ =
        Command.of("mount", "-t", "ext4", installation.targetDisk().root())
            .with(Installation.TARGET.toString())
            .run();
    if (configuration.rootfsSha256() == null) {
      installation.say("the image has no manifest: its checksum is not known and not checked");
    }
    Downloads.Answer answer = installation.downloads().open(url);
    VerifiedStream stream =
        new VerifiedStream(
            answer, configuration.rootfsSize(), configuration.rootfsSha256(), LONGEST_SILENCE);
    Long total = answer.size() == Downloads.Answer.UNKNOWN_SIZE ? null : answer.size();
    try {
      new ArchiveExtraction(Installation.TARGET)
          .extract(url, out -> stream.copyTo(out, done -> progress.bytes(done, total)));
    } catch (VerifiedStream.DownloadFailedException e) {
      throw new InstallException(url + ": " + e.getMessage(), e);
    } catch (CommandFailedException e) {
      throw new InstallException(
          url
              + " could not be unpacked; the disk may be full, or the archive damaged: "
              + e.getMessage(),
          e);
    }
  }
}
