package org.pxebootstack.installer.disk;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * By what a disk is told from others. Pure.
 *
 * @param serials what udev, lsblk and sysfs show, which differ for some disks
 * @param wwns likewise
 * @param links udev's names for it
 */
record DiskIdentity(
    @Nullable String model, Set<String> serials, Set<String> wwns, Set<String> links) {

  /**
   * Puts together what is known.
   *
   * @param udev what {@code udevadm info --query=property} says
   * @param serial sysfs's own, of virtio disks
   * @param deviceSerial likewise, of NVMe disks and MMCs
   * @param wwid likewise, of NVMe disks
   * @param deviceWwid likewise, of SCSI disks
   * @param model likewise
   */
  static DiskIdentity of(
      String udev,
      @Nullable String serial,
      @Nullable String deviceSerial,
      @Nullable String wwid,
      @Nullable String deviceWwid,
      @Nullable String model) {
    Map<String, String> properties = new LinkedHashMap<>();
    for (String line : udev.lines().toList()) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        properties.put(line.substring(0, equals), line.substring(equals + 1));
      }
    }
    String links = properties.getOrDefault("DEVLINKS", "").strip();
    return new DiskIdentity(
        model != null ? model : properties.get("ID_MODEL"),
        // In lsblk's order, whose first is shown to people.
        known(
            properties.get("ID_SCSI_SERIAL"),
            properties.get("ID_SERIAL_SHORT"),
            serial,
            deviceSerial,
            properties.get("ID_SERIAL")),
        known(properties.get("ID_WWN_WITH_EXTENSION"), properties.get("ID_WWN"), wwid, deviceWwid),
        links.isEmpty() ? Set.of() : Set.of(links.split(" +")));
  }

  private static Set<String> known(@Nullable String... values) {
    Set<String> known = new LinkedHashSet<>();
    for (String each : values) {
      if (each != null && !each.isBlank()) {
        known.add(each.strip());
      }
    }
    return known;
  }
}
