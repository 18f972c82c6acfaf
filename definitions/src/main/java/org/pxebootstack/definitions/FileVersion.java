package org.pxebootstack.definitions;

import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What stat(2) tells of a file, as far as it changes with the content: by it, a file is read again
 * only where it has changed.
 *
 * @param key the inode
 */
public record FileVersion(long size, FileTime modified, @Nullable Object key) {
  /** Of a file that was never seen. */
  public static final FileVersion UNKNOWN = new FileVersion(-1, FileTime.fromMillis(0), null);

  /** Longer than the step of any file system's clock. */
  private static final Duration SETTLES = Duration.ofSeconds(2);

  public static FileVersion of(BasicFileAttributes attributes) {
    return new FileVersion(attributes.size(), attributes.lastModifiedTime(), attributes.fileKey());
  }

  /**
   * False where the file was written a moment ago, and could be again without looking different.
   */
  public boolean isSettled(Instant now) {
    return modified.toInstant().isBefore(now.minus(SETTLES));
  }
}
