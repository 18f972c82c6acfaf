package org.pxebootstack.installer.disk;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.contract.machine.DataSize;

/**
 * A whole disk that could be installed to.
 *
 * @param path its node, such as {@code /dev/vda}
 * @param model null where it has none
 * @param serials as udev, lsblk and sysfs write it, which differ for some disks; the first is for
 *     people
 * @param wwns its World Wide Names, likewise
 * @param links its other names, such as {@code /dev/disk/by-id/...}
 * @param rotational whether it turns
 */
record BlockDevice(
    String path,
    DataSize size,
    @Nullable String model,
    Set<String> serials,
    Set<String> wwns,
    Set<String> links,
    boolean rotational,
    DiskContents contents) {

  /** One line for a list. */
  String describe() {
    return "%s, %s%s%s, %s"
        .formatted(
            path,
            size,
            model == null ? "" : ", " + model,
            serials.isEmpty() ? "" : ", serial " + serials.iterator().next(),
            contents.describe());
  }
}
