package org.pxebootstack.cli.quick;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.pxebootstack.command.Command;
import org.pxebootstack.command.CommandResult;

/**
 * A package of Debian's archive, fetched and unpacked but not installed. apt-get checks it by the
 * archive's signed lists.
 *
 * @param files its content
 */
record DebianPackage(String name, Path files) {
  /** What apt-get --print-uris says: an address, the file's name, its size, its digest. */
  private static final Pattern URI_LINE = Pattern.compile("'[^']+' (\\S+\\.deb) \\d+ \\S+");

  /**
   * Fetches the first of several packages that apt-get knows; one whose latest version is in the
   * cache is taken from there.
   *
   * @throws IOException with a sentence for people
   */
  static DebianPackage fetch(List<String> names, Path cache) throws IOException {
    for (String each : names) {
      CommandResult uris = aptGet("--print-uris", "download", each).tryRun();
      Matcher line = URI_LINE.matcher(uris.output());
      if (uris.succeeded() && line.find()) {
        return fetch(each, line.group(1), cache.resolve("packages"));
      }
    }
    throw new IOException(
        "apt-get knows none of %s; run apt-get update on a Debian that has it, or change the recipe"
            .formatted(String.join(", ", names)));
  }

  private static DebianPackage fetch(String name, String file, Path cache) throws IOException {
    Path files = cache.resolve(file.substring(0, file.length() - ".deb".length()));
    if (Files.isDirectory(files)) {
      return new DebianPackage(name, files);
    }
    Files.createDirectories(cache);
    CommandResult download = aptGet("download", name).withDirectory(cache).tryRun();
    if (!download.succeeded()) {
      throw new IOException(
          "the Debian package %s can't be fetched (%s); is this host connected, are its lists new (apt-get update)?"
              .formatted(name, lastLine(download.errors())));
    }
    Path part = cache.resolve(file + ".part");
    var _ =
        Command.of("dpkg-deb", "--extract", cache.resolve(file).toString(), part.toString()).run();
    Files.delete(cache.resolve(file));
    return new DebianPackage(name, Files.move(part, files));
  }

  private static Command aptGet(String... arguments) {
    return Command.of("apt-get", "--quiet", "--quiet").with(arguments);
  }

  private static String lastLine(String text) {
    List<String> lines = text.lines().filter(each -> !each.isBlank()).toList();
    return lines.isEmpty() ? "apt-get says nothing" : lines.getLast();
  }

  /**
   * One of its files.
   *
   * @param pattern its path, in which {@code *} stands for one part
   * @throws IOException where there is none, or several
   */
  Path file(String pattern) throws IOException {
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
    try (Stream<Path> all = Files.walk(files)) {
      List<Path> found =
          all.filter(Files::isRegularFile)
              .filter(each -> matcher.matches(files.relativize(each)))
              .toList();
      if (found.size() != 1) {
        throw new IOException(
            "%s has %s file %s; correct the recipe"
                .formatted(name, found.isEmpty() ? "no" : "more than one", pattern));
      }
      return found.getFirst();
    }
  }
}
