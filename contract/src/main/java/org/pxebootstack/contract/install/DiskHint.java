package org.pxebootstack.contract.install;

import org.jspecify.annotations.Nullable;
import org.pxebootstack.contract.machine.DataSize;

/**
 * Which disk is meant. Every part that is given must match; nothing given matches every disk.
 *
 * @param byId a name in {@code /dev/disk/by-id}
 * @param serial the serial number, as udev knows it
 * @param path the device node, such as {@code /dev/nvme0n1}
 * @param minSize the least capacity
 */
public record DiskHint(
    @Nullable String byId,
    @Nullable String serial,
    @Nullable String path,
    @Nullable DataSize minSize) {
  public static final DiskHint NONE = new DiskHint(null, null, null, null);
}
