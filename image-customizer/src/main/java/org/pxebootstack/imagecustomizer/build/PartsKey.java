package org.pxebootstack.imagecustomizer.build;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.pxebootstack.contract.image.Sha256;
import org.pxebootstack.imagecustomizer.configuration.ImageConfiguration;
import org.pxebootstack.imagecustomizer.configuration.ImageConfiguration.ArtifactFile;
import org.pxebootstack.imagecustomizer.configuration.ImageConfiguration.Content;
import org.pxebootstack.imagecustomizer.configuration.ImageConfiguration.Script;
import org.pxebootstack.imagecustomizer.configuration.Os;

/** Names everything that {@link LiveParts} are made from: the same key, the same parts. */
final class PartsKey {
  /** Counted up where the same configuration gives other parts than before. */
  private static final String FORMAT = "4";

  private final Path base;
  private final List<String> lines = new ArrayList<>();

  private PartsKey(Path base) {
    this.base = base;
  }

  /**
   * The key.
   *
   * @param inputKey the root file system's
   * @param base what paths begin at
   */
  static String of(ImageConfiguration configuration, String inputKey, SourceDate date, Path base)
      throws IOException {
    PartsKey key = new PartsKey(base);
    key.lines.addAll(
        List.of(FORMAT, inputKey, date.seconds(), configuration.architecture().toString()));
    key.os(configuration.os());
    for (ArtifactFile each : configuration.pxe().medium().additionalFiles()) {
      if (each.fetchTo() != null) {
        key.lines.add(each.toString());
        key.content(each.content());
      }
    }
    for (List<Script> scripts :
        List.of(configuration.postCustomization(), configuration.finalizeCustomization())) {
      key.lines.add(scripts.toString());
      for (Script each : scripts) {
        key.content(each.content());
      }
    }
    return RootSource.digest(String.join("\n", key.lines));
  }

  /** All but the kernel command line, which no part holds. */
  private void os(Os os) throws IOException {
    lines.addAll(
        List.of(
            os.packages().toString(),
            String.valueOf(os.hostName()),
            os.groups().toString(),
            os.users().toString(),
            os.directories().toString(),
            os.files().toString(),
            os.services().toString(),
            os.modules().toString(),
            String.valueOf(os.cloudInit())));
    for (Os.User each : os.users()) {
      // Its text hides it.
      lines.add(each.passwordHash() == null ? "" : each.passwordHash().value());
      for (String file : each.sshKeyFiles()) {
        file(base.resolve(file));
      }
    }
    for (Os.Directory each : os.directories()) {
      tree(base.resolve(each.source()));
    }
    for (Os.File each : os.files()) {
      content(each.content());
    }
  }

  private void content(Content content) throws IOException {
    if (content instanceof Content.Source(String path)) {
      file(base.resolve(path));
      lines.add(String.valueOf(Files.isExecutable(base.resolve(path))));
    }
  }

  private void tree(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path each : files.sorted().toList()) {
        lines.add(
            directory.relativize(each)
                + " "
                + PosixFilePermissions.toString(
                    Files.getPosixFilePermissions(each, LinkOption.NOFOLLOW_LINKS)));
        if (Files.isSymbolicLink(each)) {
          lines.add(Files.readSymbolicLink(each).toString());
        } else if (Files.isRegularFile(each)) {
          file(each);
        }
      }
    }
  }

  private void file(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      lines.add(Sha256.of(in));
    }
  }
}
