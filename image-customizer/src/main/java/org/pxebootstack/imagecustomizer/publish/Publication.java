package org.pxebootstack.imagecustomizer.publish;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.pxebootstack.command.Command;
import org.pxebootstack.contract.image.LiveManifest;
import org.pxebootstack.contract.image.Sha256;
import org.pxebootstack.contract.install.ContractJson;
import org.pxebootstack.contract.machine.Architecture;
import org.pxebootstack.contract.machine.LiveName;
import org.pxebootstack.imagecustomizer.build.EfiNames;
import tools.jackson.core.JacksonException;

/**
 * Puts artifacts into {@code live/<name>} of the images directory, from where dnsmasq serves them
 * by TFTP and nginx by HTTP. A machine whose boot has begun before may find some old and some new
 * ones; its next boot finds new ones.
 */
public final class Publication {
  private static final String SUMS = "SHA256SUMS";

  /** How the image was made may name what is nobody else's business. */
  private static final String CONFIGURATION = "image.yaml";

  private final Path directory;

  /**
   * A place for artifacts.
   *
   * @param imagesDir the images directory
   */
  public Publication(Path imagesDir, LiveName name) {
    this.directory = imagesDir.toAbsolutePath().resolve("live").resolve(name.value());
  }

  public Path directory() {
    return directory;
  }

  /**
   * Publishes.
   *
   * @param artifacts a directory or {@code .tar.gz} as {@code pxeboot image build} makes it
   * @return what they are
   * @throws IOException with a sentence when they are not whole
   */
  public LiveManifest publish(Path artifacts) throws IOException {
    if (!Files.exists(artifacts)) {
      throw new IOException(artifacts + " is not there; name what pxeboot image build has made");
    }
    Path parent = Files.createDirectories(directory.getParent());
    for (Path each : List.of(parent.getParent(), parent)) {
      Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    Path fresh = directory.resolveSibling("." + directory.getFileName() + ".new");
    FileUtils.deleteDirectory(fresh.toFile());
    try {
      copy(artifacts, fresh);
      LiveManifest manifest = manifest(artifacts, fresh);
      check(artifacts, fresh);
      Files.deleteIfExists(fresh.resolve(CONFIGURATION));
      readable(fresh);
      DirectorySwap.replace(fresh, directory);
      publishLoaders(manifest.arch());
      return manifest;
    } finally {
      FileUtils.deleteDirectory(fresh.toFile());
    }
  }

  /**
   * DHCP can name one boot program for all machines that start by a signed shim, since it is asked
   * before anybody knows what they start: the shim and GRUB that were published last. They start
   * every kernel that their distribution has signed.
   */
  private void publishLoaders(Architecture architecture) throws IOException {
    for (String each : List.of(EfiNames.shim(architecture), EfiNames.grub(architecture))) {
      Path from = directory.resolve(each);
      if (Files.exists(from)) {
        Path part = directory.resolveSibling("." + each + ".part");
        Files.copy(from, part, StandardCopyOption.REPLACE_EXISTING);
        Files.move(part, directory.resolveSibling(each), StandardCopyOption.ATOMIC_MOVE);
      }
    }
  }

  private static void copy(Path artifacts, Path to) throws IOException {
    if (Files.isDirectory(artifacts)) {
      var _ =
          Command.of("cp", "--recursive", "--no-dereference", "--no-target-directory")
              .with(artifacts.toString(), to.toString())
              .run();
      return;
    }
    Files.createDirectory(to);
    var _ =
        Command.of("tar", "--extract", "--no-same-owner", "--file=" + artifacts)
            .with("--directory=" + to)
            .run();
  }

  private static LiveManifest manifest(Path artifacts, Path fresh) throws IOException {
    Path file = fresh.resolve(LiveManifest.FILE_NAME);
    try {
      return ContractJson.mapper().readValue(Files.readString(file), LiveManifest.class);
    } catch (IOException | JacksonException e) {
      throw new IOException(
          artifacts
              + " is no live system ("
              + LiveManifest.FILE_NAME
              + " is missing or unreadable); name"
              + " a pxe-dir or pxe-tar that pxeboot image build has made",
          e);
    }
  }

  private static void check(Path artifacts, Path fresh) throws IOException {
    List<String> wrong = new ArrayList<>();
    for (String line : Files.readAllLines(fresh.resolve(SUMS))) {
      String[] parts = line.split("  ", 2);
      Path file = fresh.resolve(parts.length < 2 ? "" : parts[1]).normalize();
      if (!file.startsWith(fresh) || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        wrong.add(line.replaceFirst("^\\S* *", ""));
        continue;
      }
      try (InputStream in = Files.newInputStream(file)) {
        if (!Sha256.of(in).equals(parts[0])) {
          wrong.add(parts[1]);
        }
      }
    }
    if (!wrong.isEmpty()) {
      throw new IOException(
          "%s: not as they were built: %s; copy or build them again"
              .formatted(artifacts, String.join(", ", wrong)));
    }
  }

  private static void readable(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path each : files.toList()) {
        if (Files.isSymbolicLink(each)) {
          throw new IOException(each.getFileName() + " is a symbolic link; take it out");
        }
        Files.setPosixFilePermissions(
            each,
            PosixFilePermissions.fromString(Files.isDirectory(each) ? "rwxr-xr-x" : "rw-r--r--"));
      }
    }
  }
}
