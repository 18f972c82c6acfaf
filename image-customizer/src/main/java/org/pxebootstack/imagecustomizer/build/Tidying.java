package org.pxebootstack.imagecustomizer.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Takes out of a root what differs from build to build, so that the same inputs give the same
 * bytes.
 */
final class Tidying {
  private static final List<String> EMPTIED =
      List.of(
          "/var/log",
          "/var/cache/apt",
          "/var/cache/debconf",
          "/var/lib/apt/lists",
          "/tmp",
          "/var/tmp",
          "/run");

  private static final List<String> DELETED =
      List.of(
          "/var/cache/ldconfig/aux-cache",
          "/var/lib/dbus/machine-id",
          "/var/lib/systemd/random-seed",
          "/var/lib/systemd/catalog/database",
          "/etc/passwd-",
          "/etc/group-",
          "/etc/shadow-",
          "/etc/gshadow-",
          "/etc/.pwd.lock",
          "/var/lib/dpkg/status-old");

  private Tidying() {}

  /**
   * Tidies.
   *
   * @param own files that the configuration has put there, whatever they are
   */
  static void tidy(ImageRoot root, List<String> own, SourceDate date) throws IOException {
    for (String each : EMPTIED) {
      // In the sandbox /run and /tmp are others.
      if (!List.of("/tmp", "/var/tmp", "/run").contains(each)) {
        var _ = root.succeeds("find", each, "-xdev", "-type", "f", "-delete");
      }
    }
    for (String each : DELETED) {
      root.run("rm", "-f", each);
    }
    // Each machine makes its own.
    List<String> keys =
        new ArrayList<>(List.of("find", "/etc/ssh", "-maxdepth", "1", "-name", "ssh_host_*_key*"));
    own.forEach(each -> keys.addAll(List.of("!", "-path", each)));
    keys.add("-delete");
    var _ = root.succeeds(keys.toArray(String[]::new));
    clampTimes(root.directory(), date);
  }

  /** As tools that know SOURCE_DATE_EPOCH do: what is newer gets that time. */
  private static void clampTimes(Path root, SourceDate date) throws IOException {
    FileTime latest = FileTime.from(date.instant());
    try (Stream<Path> files = Files.walk(root)) {
      for (Path each : files.toList()) {
        BasicFileAttributeView view =
            Files.getFileAttributeView(
                each, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (view.readAttributes().lastModifiedTime().compareTo(latest) > 0) {
          view.setTimes(latest, null, null);
        }
      }
    }
  }
}
