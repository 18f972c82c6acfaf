package org.pxebootstack.installer.phase;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.pxebootstack.command.Command;
import org.pxebootstack.command.Pipeline;
import org.pxebootstack.installer.InstallException;

/**
 * Unpacks a root file system as it is streamed: through a decompressor into GNU tar, with extended
 * attributes, ACLs and numeric owners, and without a temporary file.
 */
record ArchiveExtraction(Path target) {

  /**
   * Unpacks what {@code feed} writes.
   *
   * @param url where it comes from: its ending tells the compression
   * @throws IOException what {@code feed} threw, or how a command failed
   */
  void extract(URI url, Pipeline.Feed feed) throws IOException, InstallException {
    new Pipeline(decompressor(url), tar()).run(feed);
  }

  private static Command decompressor(URI url) throws InstallException {
    String path = url.getPath();
    if (path.endsWith(".tar.zst")) {
      return Command.of("zstd", "--decompress", "--stdout", "--quiet");
    }
    if (path.endsWith(".tar.gz")) {
      return Command.of("gzip", "-d", "-c");
    }
    throw new InstallException(url + " is neither .tar.zst nor .tar.gz; pull the image again");
  }

  private Command tar() {
    return Command.of("tar", "--extract", "--file=-", "--directory=" + target)
        .with("--preserve-permissions", "--same-owner", "--numeric-owner")
        .with("--xattrs", "--xattrs-include=*", "--acls")
        .with("--warning=no-timestamp");
  }
}
