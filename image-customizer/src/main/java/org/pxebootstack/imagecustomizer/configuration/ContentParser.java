package org.pxebootstack.imagecustomizer.configuration;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.contract.machine.InvalidValueException;
import org.pxebootstack.imagecustomizer.configuration.ImageConfiguration.Content;

/** Reads what names files of this host, and looks whether they are there. */
final class ContentParser {
  /** What ISO 9660 and a TFTP server can't serve as one file. */
  private static final long LARGEST_FILE = (4L << 30) - 1;

  private static final String NOT_THERE =
      "correct the path, which begins at the configuration's directory";

  private final SourceFiles files;

  ContentParser(SourceFiles files) {
    this.files = files;
  }

  /**
   * Exactly one of {@code source} and {@code content}.
   *
   * @param sourceKey {@code source} or, for scripts, {@code path}
   */
  @Nullable Content content(Section fields, String sourceKey) {
    boolean hasSource = fields.has(sourceKey);
    boolean hasContent = fields.has("content");
    if (hasSource && hasContent) {
      fields.complain("content", null, "stands beside " + sourceKey, "leave one of them out");
      return null;
    }
    if (!hasSource && !hasContent) {
      fields.complain(sourceKey, null, "is missing, and so is content", "write one of the two");
      return null;
    }
    if (hasContent) {
      String text = fields.optional("content", each -> each);
      return text == null ? null : new Content.Text(text);
    }
    String path = file(fields, sourceKey);
    return path == null ? null : new Content.Source(path);
  }

  /** A path that must be a file of at most 4 GiB. */
  @Nullable String file(Section fields, String key) {
    String path = fields.optional(key, Allowed::path);
    Optional<SourceFiles.Found> found = found(fields, key, path);
    if (found.isPresent() && found.get().directory()) {
      fields.complain(key, path, "is a directory", "name a file");
      return null;
    }
    if (found.isPresent() && found.get().size() > LARGEST_FILE) {
      fields.complain(
          key, path, "is larger than 4 GiB", "make it smaller, or serve it from somewhere else");
      return null;
    }
    return found.isPresent() ? path : null;
  }

  /** Paths of files that must be there. */
  List<String> files(Section fields, String key) {
    return fields.texts(
        key,
        text -> {
          String path = Allowed.path(text);
          if (files.find(path).filter(each -> !each.directory()).isEmpty()) {
            throw new InvalidValueException(path, "is no file", NOT_THERE);
          }
          return path;
        });
  }

  /** A path that must be a directory. */
  @Nullable String directory(Section fields, String key) {
    String path = fields.required(key, "name a directory beside this file", Allowed::path);
    Optional<SourceFiles.Found> found = found(fields, key, path);
    if (found.isPresent() && !found.get().directory()) {
      fields.complain(key, path, "is not a directory", "name one");
      return null;
    }
    return found.isPresent() ? path : null;
  }

  /** A path that must be there, of whatever size. */
  @Nullable String any(Section fields, String key) {
    String path = fields.optional(key, Allowed::path);
    return found(fields, key, path).isPresent() ? path : null;
  }

  private Optional<SourceFiles.Found> found(Section fields, String key, @Nullable String path) {
    if (path == null) {
      return Optional.empty();
    }
    Optional<SourceFiles.Found> found = files.find(path);
    if (found.isEmpty()) {
      fields.complain(key, path, "is not there", NOT_THERE);
    }
    return found;
  }
}
