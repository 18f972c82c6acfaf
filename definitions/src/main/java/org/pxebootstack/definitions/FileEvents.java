package org.pxebootstack.definitions;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** Whether a directory's file system tells of every change, by inotify(7). */
public final class FileEvents {
  /** File systems that only this kernel writes to. Everything else may change from elsewhere. */
  private static final Set<String> LOCAL =
      Set.of("btrfs", "ext2", "ext3", "ext4", "f2fs", "overlay", "tmpfs", "xfs", "zfs");

  private FileEvents() {}

  /**
   * False for shared mounts (9p, virtiofs, NFS, CIFS, FUSE), where the other side's changes deliver
   * no events, and for a directory that is not there.
   */
  public static boolean areDeliveredFor(Path directory) {
    try {
      return LOCAL.contains(Files.getFileStore(directory).type());
    } catch (IOException e) {
      return false;
    }
  }
}
