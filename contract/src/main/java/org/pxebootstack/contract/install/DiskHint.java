package org.pxebootstack.contract.install;

import org.jspecify.annotations.Nullable;
import org.pxebootstack.contract.machine.DataSize;

/**
 * Which disk is meant. Every part that is given must match; nothing given matches every disk.
 *
 * @param byId a name in {@code /dev/disk/by-id}
 * @param serial the serial number, as lsblk, udev or sysfs show it
 * @param wwn the World Wide Name, likewise, such as {@code 0x5000c500a1b2c3d4} or {@code
 *     eui.0025...}
 * @param path the device node, such as {@code /dev/nvme0n1}
 * @param minSize the least capacity
 * @param maxSize the greatest capacity
 * @param rotational true for a disk that turns, false for one without moving parts
 */
public record DiskHint(
    @Nullable String byId,
    @Nullable String serial,
    @Nullable String wwn,
    @Nullable String path,
    @Nullable DataSize minSize,
    @Nullable DataSize maxSize,
    @Nullable Boolean rotational) {
  public static final DiskHint NONE = new DiskHint(null, null, null, null, null, null, null);
}
