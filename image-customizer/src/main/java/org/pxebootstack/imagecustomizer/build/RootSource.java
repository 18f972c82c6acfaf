package org.pxebootstack.imagecustomizer.build;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import org.pxebootstack.command.Command;
import org.pxebootstack.contract.image.Sha256;
import org.pxebootstack.imagecustomizer.configuration.ImageConfiguration;
import org.pxebootstack.imagecustomizer.configuration.ImageConfiguration.Input;

/** Where a root file system comes from, unpacked into a directory of the build's. */
final class RootSource {
  private final ImageConfiguration configuration;
  private final Path base;
  private final Path cache;
  private final DistroRoots distros;
  private final BuildLog log;

  RootSource(
      ImageConfiguration configuration, Path base, Path cache, DistroRoots distros, BuildLog log) {
    this.configuration = configuration;
    this.base = base;
    this.cache = cache;
    this.distros = distros;
    this.log = log;
  }

  /** Names the input's content: the same text, the same root file system. */
  String key() throws IOException {
    return switch (configuration.input()) {
      case Input.Distro distro -> digest(distros.recipe(distro, configuration.architecture()));
      case Input.ImagePath(String path) -> {
        Path file = base.resolve(path);
        // Of a directory nothing cheap says whether it has changed: it is read each time.
        yield Files.isDirectory(file)
            ? ""
            : "%s %d %s"
                .formatted(file.toRealPath(), Files.size(file), Files.getLastModifiedTime(file));
      }
    };
  }

  /**
   * Unpacks it into {@code target}, which is there and empty.
   *
   * @param work for what is larger than fits into memory, where {@code /tmp} may be
   */
  void unpackInto(Path target, Path work) throws IOException {
    switch (configuration.input()) {
      case Input.Distro distro -> untar(cached(distro), target);
      case Input.ImagePath(String path) -> unpack(base.resolve(path), target, work);
    }
  }

  /** Has the next root file system made of today's packages. */
  void forget() throws IOException {
    if (configuration.input() instanceof Input.Distro) {
      var _ = Files.deleteIfExists(tar());
    }
  }

  private Path tar() throws IOException {
    return cache.resolve("base-" + key().substring(0, 16) + ".tar");
  }

  private Path cached(Input.Distro distro) throws IOException {
    Path tar = tar();
    if (!Files.exists(tar)) {
      Files.createDirectories(cache);
      log.step("base", "making a root file system of %s's packages".formatted(distro.name()));
      Path part = tar.resolveSibling(tar.getFileName() + ".part");
      distros.make(
          distro, configuration.architecture(), part, step -> log.step("mmdebstrap", step));
      Files.move(part, tar, StandardCopyOption.ATOMIC_MOVE);
    }
    return tar;
  }

  private void unpack(Path input, Path target, Path work) throws IOException {
    String name = input.getFileName().toString().toLowerCase(Locale.ROOT);
    log.step("base", "unpacking " + input);
    if (Files.isDirectory(input)) {
      var _ =
          Command.of("cp", "--archive", "--one-file-system", "--no-target-directory")
              .with(input.toString(), target.toString())
              .run();
    } else if (name.matches(".*\\.(tar|tgz|tar\\.[a-z0-9]+)")) {
      untar(input, target);
    } else if (name.endsWith(".iso")) {
      EarlierIso.unpack(input, target, work);
    } else if (name.matches(".*\\.(raw|img|qcow2)")) {
      DiskImage.unpack(input, target, work);
    } else {
      throw new BuildException(
          "%s: nothing says what it is; name it .tar, .tar.zst, .tar.gz, .iso, .raw or .qcow2"
              .formatted(input));
    }
  }

  private static void untar(Path tar, Path target) throws IOException {
    var _ =
        Command.of("tar", "--extract", "--numeric-owner", "--same-owner")
            .with("--preserve-permissions", "--xattrs", "--xattrs-include=*")
            .with("--file=" + tar, "--directory=" + target)
            .run();
  }

  static String digest(String text) {
    return Sha256.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
