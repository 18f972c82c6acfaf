package org.pxebootstack.installer.disk;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.contract.machine.DataSize;

/**
 * A whole disk that could be installed to.
 *
 * @param path its node, such as {@code /dev/vda}
 * @param serial as udev knows it; null where it has none
 * @param ids its names in {@code /dev/disk/by-id}
 * @param contents what is on it, for a person: file systems, labels, partition tables; empty means
 *     blank
 * @param ours whether this stack or pvmlab's made what is on it
 */
record BlockDevice(
    String path,
    DataSize size,
    @Nullable String serial,
    Set<String> ids,
    List<String> contents,
    boolean ours) {

  BlockDevice {
    ids = Set.copyOf(ids);
    contents = List.copyOf(contents);
  }

  boolean isBlank() {
    return contents.isEmpty();
  }

  /** The node of its partition number {@code n}: a {@code p} keeps digits apart. */
  String partition(int n) {
    return path + (Character.isDigit(path.charAt(path.length() - 1)) ? "p" : "") + n;
  }

  /** One line for a list. */
  String describe() {
    return "%s, %s%s, %s"
        .formatted(
            path,
            size,
            serial == null ? "" : ", serial " + serial,
            isBlank() ? "blank" : "holds " + String.join(", ", contents));
  }
}
