package org.pxebootstack.initrd;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The root file system that the initramfs's tools are taken from; never read as this host's own.
 */
final class ToolsRoot {
  private static final int MOST_LINKS = 40;

  private final Path root;

  ToolsRoot(Path root) {
    this.root = root;
  }

  /** A path inside the root, and the file of this host that it is. */
  record Located(String path, Path file) {}

  /**
   * Finds a path whose directories may be symbolic links, such as Debian's {@code /lib}; the last
   * name may be a link itself and is not followed.
   *
   * @throws NoSuchFileException when it is not there
   */
  Located locate(String path) throws IOException {
    Located located = tryLocate(path, 0);
    if (!Files.exists(located.file(), LinkOption.NOFOLLOW_LINKS)) {
      throw new NoSuchFileException(path, null, "is not in the root of the tools; is its package?");
    }
    return located;
  }

  boolean has(String path) throws IOException {
    return Files.exists(tryLocate(path, 0).file(), LinkOption.NOFOLLOW_LINKS);
  }

  private Located tryLocate(String path, int links) throws IOException {
    if (links > MOST_LINKS) {
      throw new IOException(path + " is a circle of symbolic links");
    }
    Path clean = Path.of("/").resolve(path).normalize();
    Path parent = clean.getParent();
    if (parent == null) {
      return new Located("", root);
    }
    Located directory = tryLocate(parent.toString(), links);
    while (Files.isSymbolicLink(directory.file())) {
      directory = tryLocate(target(directory), ++links);
    }
    String name = clean.getFileName().toString();
    return new Located(directory.path() + "/" + name, directory.file().resolve(name));
  }

  /** The path inside the root of a file of this host. */
  String pathOf(Path file) {
    return "/" + root.relativize(file);
  }

  /** Where a symbolic link points, as a path inside the root. */
  String target(Located link) throws IOException {
    Path target = Files.readSymbolicLink(link.file());
    return Path.of(link.path()).resolveSibling(target).normalize().toString();
  }
}
