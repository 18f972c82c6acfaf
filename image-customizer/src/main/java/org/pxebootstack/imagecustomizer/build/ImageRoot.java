package org.pxebootstack.imagecustomizer.build;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.pxebootstack.imagecustomizer.configuration.ImageConfiguration.Content;

/**
 * A root file system that is being made. Its symbolic links may point anywhere, also out of it as
 * this host sees them: so all changes are made by its own programs in the sandbox, and what is read
 * from here is looked at first.
 */
final class ImageRoot {
  private final Path directory;
  private final Path handed;
  private final Path base;
  private final Sandbox sandbox;
  private int number;

  /**
   * A root.
   *
   * @param directory where it is
   * @param handed a directory for what is handed to its programs
   * @param devices likewise
   * @param base what paths of the configuration begin at
   */
  ImageRoot(Path directory, Path handed, DeviceFiles devices, Path base, SourceDate date) {
    this.directory = directory;
    this.handed = handed;
    this.base = base;
    this.sandbox = new Sandbox(directory, devices, date);
  }

  Path directory() {
    return directory;
  }

  Sandbox sandbox() {
    return sandbox;
  }

  Path handed() {
    return handed;
  }

  /** Runs one of its programs, without a network. */
  void run(String... argv) throws IOException {
    var _ = sandbox.inImage(false, handed, argv).run();
  }

  boolean succeeds(String... argv) throws IOException {
    return sandbox.inImage(false, handed, argv).tryRun().succeeded();
  }

  /** Puts a file in its place; directories above it are made. */
  void write(String destination, String text, String permissions) throws IOException {
    place(hand(text.getBytes(StandardCharsets.UTF_8)), destination, permissions);
  }

  void write(String destination, Content content, String permissions) throws IOException {
    place(hand(content), destination, permissions);
  }

  private void place(String path, String destination, String permissions) throws IOException {
    run("install", "-D", "--mode=" + permissions, "--no-target-directory", path, destination);
  }

  /** Whether it is a file of the user's that can be run. */
  boolean isProgram(Content content) {
    return content instanceof Content.Source(String path) && Files.isExecutable(base.resolve(path));
  }

  /** Hands a file to the sandbox and gives its path there; programs can be run by it. */
  String hand(Content content) throws IOException {
    return switch (content) {
      case Content.Text(String text) -> hand(text.getBytes(StandardCharsets.UTF_8));
      case Content.Source(String path) -> {
        Path file = handed.resolve("file" + number++);
        Files.copy(base.resolve(path), file);
        yield handed(file);
      }
    };
  }

  private String hand(byte[] bytes) throws IOException {
    return handed(Files.write(handed.resolve("file" + number++), bytes));
  }

  private static String handed(Path file) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    return Sandbox.HANDED + "/" + file.getFileName();
  }

  /** Hands a copy of a whole directory, and gives its path in the sandbox. */
  String handTree(String source) throws IOException {
    String name = "tree" + number++;
    Path from = base.resolve(source);
    Path to = handed.resolve(name);
    try (Stream<Path> files = Files.walk(from)) {
      for (Path each : files.toList()) {
        Files.copy(
            each,
            to.resolve(from.relativize(each)),
            LinkOption.NOFOLLOW_LINKS,
            StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
    return Sandbox.HANDED + "/" + name;
  }

  /** A file of the root, which really lies in it; empty where there is none. */
  Optional<Path> file(String path) throws IOException {
    Path file = directory.resolve(path);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Path real = file.toRealPath();
    return real.startsWith(directory.toRealPath()) && Files.isRegularFile(real)
        ? Optional.of(real)
        : Optional.empty();
  }

  /** Names of what a directory of the root holds; none where it is not there, or a link. */
  List<String> names(String path) throws IOException {
    Path where = directory.resolve(path);
    if (!Files.isDirectory(where) || !where.toRealPath().startsWith(directory.toRealPath())) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(where)) {
      return files.map(each -> each.getFileName().toString()).sorted().toList();
    }
  }
}
