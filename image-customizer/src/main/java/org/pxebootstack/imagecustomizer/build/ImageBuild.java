package org.pxebootstack.imagecustomizer.build;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import org.apache.commons.io.FileUtils;
import org.pxebootstack.contract.image.LiveManifest;
import org.pxebootstack.imagecustomizer.configuration.ConfigurationParser;
import org.pxebootstack.imagecustomizer.configuration.ConfigurationProblem;
import org.pxebootstack.imagecustomizer.configuration.ImageConfiguration;
import org.pxebootstack.imagecustomizer.configuration.ImageConfiguration.Format;
import org.pxebootstack.imagecustomizer.configuration.ImageConfiguration.InitramfsType;
import org.pxebootstack.imagecustomizer.configuration.ParsedConfiguration;
import org.pxebootstack.imagecustomizer.configuration.SourceFiles;
import org.pxebootstack.imagecustomizer.publish.DirectorySwap;

/**
 * Makes a live system as a YAML file says. Needs root. The result is made beside its place and
 * moved there when it is whole: an interrupted build leaves nothing that looks finished.
 */
public final class ImageBuild {
  private final Path base;
  private final Path cache;
  private final String text;
  private final ImageConfiguration configuration;
  private final DistroRoots distros;
  private final SourceDate date;
  private final BuildLog log;

  private ImageBuild(
      Path base,
      Path cache,
      String text,
      ImageConfiguration configuration,
      DistroRoots distros,
      SourceDate date,
      BuildLog log) {
    this.base = base;
    this.cache = cache;
    this.text = text;
    this.configuration = configuration;
    this.distros = distros;
    this.date = date;
    this.log = log;
  }

  /**
   * Reads the configuration.
   *
   * @param file the YAML file; paths in it begin at its directory
   * @param cache what later builds need not make again
   * @throws BuildException with all that is wrong with it, a line each
   */
  public static ImageBuild of(
      Path file, Path cache, DistroRoots distros, SourceDate date, BuildLog log)
      throws IOException {
    Path base = Objects.requireNonNull(file.toAbsolutePath().getParent());
    String text;
    try {
      text = Files.readString(file, StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      throw new BuildException(file + " is not there; name the YAML file of a live system");
    }
    ParsedConfiguration parsed =
        ConfigurationParser.parse(file.getFileName().toString(), text, SourceFiles.below(base));
    return switch (parsed) {
      case ParsedConfiguration.Invalid(List<ConfigurationProblem> problems) ->
          throw new BuildException(problems.stream().map(ConfigurationProblem::sentence).toList());
      case ParsedConfiguration.Valid(ImageConfiguration configuration) ->
          new ImageBuild(base, cache.toAbsolutePath(), text, configuration, distros, date, log);
    };
  }

  /**
   * Makes it.
   *
   * @param refresh whether what an earlier build has left is made again, of today's packages
   * @return where the result is
   */
  public Path run(boolean refresh) throws IOException {
    if (!Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0)) {
      throw new BuildException("files of every owner are made, and devices: build it as root");
    }
    Files.createDirectories(cache);
    try (FileChannel channel =
            FileChannel.open(
                cache.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      if (lock == null) {
        throw new BuildException(
            "another build is using "
                + cache
                + "; wait for it to end, or give --cache-dir another");
      }
      return build(refresh);
    }
  }

  private Path build(boolean refresh) throws IOException {
    Path target = base.resolve(configuration.output().path()).normalize();
    requireOurs(target);
    Path parent = Files.createDirectories(Objects.requireNonNull(target.getParent()));
    Path work = parent.resolve("." + target.getFileName() + ".new");
    FileUtils.deleteDirectory(work.toFile());
    // Programs of the image could leave others here that make their caller root.
    Files.createDirectory(
        work, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    try {
      Path made = make(work, refresh);
      DirectorySwap.replace(made, target);
    } finally {
      FileUtils.deleteDirectory(work.toFile());
    }
    log.step("done", target.toString());
    return target;
  }

  private Path make(Path work, boolean refresh) throws IOException {
    Format format = configuration.output().format();
    InitramfsType type =
        format == Format.ISO
            ? configuration.iso().initramfsType()
            : configuration.pxe().medium().initramfsType();
    RootSource source = new RootSource(configuration, base, cache, distros, log);
    if (refresh) {
      source.forget();
    }
    LiveParts parts =
        new PartsBuild(configuration, source, type, base, cache, date, log).make(work, refresh);
    Artifacts artifacts = new Artifacts(configuration, parts, base, date);
    Path made = work.resolve("made");
    log.step("artifacts", "putting them together");
    if (format == Format.ISO) {
      artifacts.iso(work, type, made);
      return made;
    }
    Files.createDirectory(made);
    artifacts.pxe(work, text, made);
    if (format == Format.PXE_DIR) {
      return made;
    }
    Path tarball = work.resolve("made.tar.gz");
    artifacts.tarball(made, tarball);
    return tarball;
  }

  /** A directory that holds something else is nobody's to replace. */
  private static void requireOurs(Path target) throws IOException {
    if (!Files.isDirectory(target) || Files.exists(target.resolve(LiveManifest.FILE_NAME))) {
      return;
    }
    try (var files = Files.list(target)) {
      if (files.findAny().isPresent()) {
        throw new BuildException(
            target + " holds something else; name a directory that does not exist yet");
      }
    }
  }
}
