package org.pxebootstack.installer.phase;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.command.CommandFailedException;
import org.pxebootstack.contract.image.ImageManifest;
import org.pxebootstack.contract.image.Sha256;
import org.pxebootstack.contract.install.ContractJson;
import org.pxebootstack.contract.install.InstallerConfiguration;
import org.pxebootstack.contract.machine.ImageFile;
import org.pxebootstack.installer.InstallException;
import org.pxebootstack.installer.http.ArchiveDownload;
import org.pxebootstack.installer.http.DownloadFailedException;
import org.pxebootstack.installer.http.Downloads;
import tools.jackson.core.JacksonException;

/**
 * Streams the archive that a configuration names from the server through the decompressor into GNU
 * tar. What the manifest says of it is believed, since the configuration has the manifest's digest.
 */
public final class RootFilesystem {
  private final Downloads downloads;
  private final InstallerConfiguration configuration;
  private final Consumer<String> say;

  /**
   * @param say shows a line to a person
   */
  public RootFilesystem(
      Downloads downloads, InstallerConfiguration configuration, Consumer<String> say) {
    this.downloads = downloads;
    this.configuration = configuration;
    this.say = say;
  }

  /** Unpacks all of it into a directory. */
  public void unpack(Path target, ArchiveDownload.Progress progress)
      throws IOException, InstallException, InterruptedException {
    URI url = configuration.rootfsUrl();
    ArchiveDownload download = downloads.archive(url, expected(url));
    try {
      new ArchiveExtraction(target).extract(url, out -> download.copyTo(out, progress));
    } catch (DownloadFailedException e) {
      throw e.reason();
    } catch (CommandFailedException e) {
      throw new InstallException(
          "%s could not be unpacked; pull the image again, and check the disk: %s"
              .formatted(url, e.getMessage()),
          e);
    }
  }

  private ImageManifest.@Nullable Entry expected(URI url)
      throws InstallException, InterruptedException {
    ImageFile name = new ImageFile(url.getPath().substring(url.getPath().lastIndexOf('/') + 1));
    ImageManifest.Entry entry = entry(name);
    if (entry == null) {
      say.accept("the image has no manifest: its checksums are not known, and nothing is checked");
    } else if (entry.chunks() == null) {
      say.accept(
          "the image's manifest has no chunks: the archive is checked as a whole, at its end");
    }
    return entry;
  }

  private ImageManifest.@Nullable Entry entry(ImageFile name)
      throws InstallException, InterruptedException {
    URI manifest = configuration.manifestUrl();
    String manifestSha256 = configuration.manifestSha256();
    if (manifest != null && manifestSha256 != null) {
      return manifest(manifest, manifestSha256)
          .entry(name)
          .orElseThrow(() ->
              new InstallException(
                  "%s says nothing of %s, which can't be checked; pull the image again"
                      .formatted(manifest, name)));
    }
    Long size = configuration.rootfsSize();
    String sha256 = configuration.rootfsSha256();
    return size == null || sha256 == null
        ? null
        : new ImageManifest.Entry(name, size, sha256, null, null);
  }

  private ImageManifest manifest(URI url, String sha256)
      throws InstallException, InterruptedException {
    byte[] text = downloads.bytes(url);
    if (!Sha256.of(text).equals(sha256)) {
      throw new InstallException(
          "%s has the SHA-256 %s, but the configuration says %s: another image was pulled meanwhile; start this machine again"
              .formatted(url, Sha256.of(text), sha256));
    }
    try {
      return ContractJson.mapper().readValue(text, ImageManifest.class);
    } catch (JacksonException e) {
      throw new InstallException(
          url + " is no manifest (" + e.getOriginalMessage() + "); pull the image again", e);
    }
  }
}
