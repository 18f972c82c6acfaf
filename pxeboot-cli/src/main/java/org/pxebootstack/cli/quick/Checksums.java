package org.pxebootstack.cli.quick;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.cli.boot.Download;

/** Fetches a recipe's files, and checks them where their source publishes digests. */
final class Checksums {
  private final Download downloads;
  private final @Nullable String source;
  private final List<String> lines;

  private Checksums(Download downloads, @Nullable String source, List<String> lines) {
    this.downloads = downloads;
    this.source = source;
    this.lines = lines;
  }

  /**
   * Fetches the list of digests, if the recipe names one.
   *
   * @throws IOException with a sentence for people
   */
  static Checksums of(Recipe recipe, Download downloads) throws IOException {
    String source = recipe.checksums();
    List<String> lines =
        source == null ? new ArrayList<>() : Files.readAllLines(downloads.fetch(source));
    return new Checksums(downloads, source, lines);
  }

  /** Where the file is, after it was checked. */
  String fetch(String url) throws IOException {
    return downloads.fetch(url, source == null ? null : digest(url)).toString();
  }

  /** sha256sum(1): the digest, a blank, a blank or an asterisk, the file. */
  private String digest(String url) throws IOException {
    Path name = Path.of(URI.create(url).getPath()).getFileName();
    for (String each : lines) {
      String[] words = each.strip().split("\\s+\\*?", 2);
      if (words.length == 2
          && words[0].matches("[0-9a-f]{64}")
          && String.valueOf(Path.of(words[1]).getFileName()).equals(String.valueOf(name))) {
        return words[0];
      }
    }
    throw new IOException(
        "%s has no digest of %s; correct checksums in the recipe".formatted(source, name));
  }
}
