package org.pxebootstack.cli.boot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pxebootstack.command.Command;
import org.pxebootstack.command.CommandResult;
import org.pxebootstack.contract.image.Sha256;
import org.pxebootstack.contract.machine.InvalidValueException;

/** An ISO image, whose files are taken out by xorriso(1). */
final class IsoImage {
  private static final String XORRISO = "xorriso";

  private final Path file;
  private final Path cache;

  /**
   * @param cache where the files go that were taken out
   */
  IsoImage(Path file, Path cache) {
    this.file = file.toAbsolutePath();
    this.cache = cache;
  }

  /**
   * Takes out what is to be booted.
   *
   * @return the arguments of {@code pxeboot boot} for it
   * @throws IOException with a sentence for people, likewise {@link InvalidValueException}
   */
  List<String> arguments(boolean ownCommandLine) throws IOException {
    if (!Files.isReadable(file) || !Files.isRegularFile(file)) {
      throw new InvalidValueException(
          file.toString(), "is no file that can be read", "correct the path of the ISO");
    }
    List<String> paths = paths();
    IsoLayout layout =
        IsoLayout.of(paths)
            .orElseThrow(() ->
                new InvalidValueException(
                    file.toString(),
                    "is no ISO that boots over the network in a known way",
                    "give its kernel and initramfs yourself, as Debian live, Ubuntu and Fedora have"
                        + " them"));
    if (layout.commandLine().isEmpty()) {
      throw new InvalidValueException(
          file.toString(),
          "is " + layout.system() + ", which reads the rest of it from a CD only",
          "boot the installer for the network: pxeboot quick debian-installer");
    }
    Path kernel = extract(layout.kernel(), paths);
    Path initrd = extract(layout.initrd(), paths);
    if (ownCommandLine) {
      return List.of(kernel.toString(), initrd.toString());
    }
    Path rest =
        layout.commandLine().contains(IsoLayout.ISO) ? file : extract(layout.needs(), paths);
    return List.of(
        kernel.toString(),
        initrd.toString(),
        "--cmdline="
            + layout
                .commandLine()
                .replaceFirst(
                    IsoLayout.FILE + "|" + IsoLayout.ISO,
                    Matcher.quoteReplacement("{{ URL \"" + rest + "\" }}")));
  }

  private List<String> paths() throws IOException {
    CommandResult found = xorriso().with("-find", "/", "-type", "f").tryRun();
    // It takes any file for an empty ISO, and says so.
    if (!found.succeeded() || found.output().isBlank()) {
      throw new InvalidValueException(
          file.toString(), "is no ISO image", "download it again, and compare its checksum");
    }
    return found
        .output()
        .lines()
        .filter(each -> each.startsWith("'") && each.endsWith("'"))
        .map(each -> each.substring(1, each.length() - 1))
        .toList();
  }

  private Command xorriso() {
    return Command.of(XORRISO, "-report_about", "FAILURE", "-osirrox", "on")
        .with("-indev", file.toString());
  }

  private Path extract(Pattern pattern, List<String> paths) throws IOException {
    Optional<String> path = IsoLayout.first(pattern, paths);
    String inside = path.orElseThrow();
    Path target = directory().resolve(inside.substring(inside.lastIndexOf('/') + 1));
    if (!Files.exists(target)) {
      Path part = target.resolveSibling(target.getFileName() + ".part");
      Files.deleteIfExists(part);
      var _ = xorriso().with("-extract", inside, part.toString()).run();
      Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rw-r--r--"));
      var _ = Files.move(part, target);
    }
    return target;
  }

  /** Another one for each version of the ISO. */
  private Path directory() throws IOException {
    String version = file + " " + Files.size(file) + " " + Files.getLastModifiedTime(file);
    String key = Sha256.of(version.getBytes(StandardCharsets.UTF_8)).substring(0, 16);
    return Files.createDirectories(cache.resolve("iso").resolve(key));
  }
}
