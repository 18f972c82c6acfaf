package org.pxebootstack.imagecustomizer.publish;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.io.FileUtils;

/** Puts a directory or file in the place of another. */
public final class DirectorySwap {
  private DirectorySwap() {}

  /**
   * Puts {@code fresh} in the place of {@code target}, by two renames: between them, for a moment,
   * there is neither. If the second one fails, what was there is back.
   *
   * @param fresh on the same file system
   */
  public static void replace(Path fresh, Path target) throws IOException {
    Path old = target.resolveSibling("." + target.getFileName() + ".old");
    FileUtils.deleteQuietly(old.toFile());
    boolean replaces = Files.exists(target);
    if (replaces) {
      Files.move(target, old);
    }
    try {
      Files.move(fresh, target);
    } catch (IOException e) {
      if (replaces) {
        Files.move(old, target);
      }
      throw e;
    }
    FileUtils.deleteQuietly(old.toFile());
  }
}
