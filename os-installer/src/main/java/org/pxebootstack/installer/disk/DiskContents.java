package org.pxebootstack.installer.disk;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is on a disk, as lsblk(8) shows it.
 *
 * @param descriptions file systems, labels and partition tables, for a person; none means blank
 * @param areOurs whether this stack or pvmlab's made all of it
 */
record DiskContents(List<String> descriptions, boolean areOurs) {
  /** The columns that {@link #parse} reads. */
  static final String COLUMNS = "NAME,FSTYPE,LABEL,PTTYPE,PARTLABEL,PARTTYPE";

  /** The root file system's label, of pvmlab's installer and of this one. */
  static final String ROOT_LABEL = "cloudimg-rootfs";

  /** The ESP's label, likewise. */
  static final String ESP_LABEL = "UEFI";

  /** Start of the names of our partitions: tells them apart before they have a file system. */
  static final String PARTITION_PREFIX = "pxeboot-";

  private static final String BIOS_BOOT_TYPE = "21686148-6449-6e6f-744e-656564454649";

  DiskContents {
    descriptions = List.copyOf(descriptions);
  }

  /** Reads what {@code lsblk --json} prints for one disk. */
  static DiskContents parse(String json) {
    List<String> descriptions = new ArrayList<>();
    List<JsonNode> leaves = new ArrayList<>();
    for (JsonNode disk : new JsonMapper().readTree(json).path("blockdevices")) {
      describe(disk, descriptions);
      collectLeaves(disk, leaves);
    }
    boolean ours =
        leaves.stream().allMatch(DiskContents::isOurs)
            && leaves.stream().anyMatch(each -> !isBiosBoot(each));
    return new DiskContents(descriptions, ours);
  }

  private static void describe(JsonNode device, List<String> descriptions) {
    String name = text(device, "name");
    String type = text(device, "fstype");
    String label = text(device, "label");
    String table = text(device, "pttype");
    String partition = text(device, "partlabel");
    if (type != null) {
      descriptions.add(type + (label == null ? "" : " \"" + label + "\"") + " on " + name);
    } else if (text(device, "parttype") != null) {
      descriptions.add("partition " + (partition == null ? name : "\"" + partition + "\""));
    } else if (table != null && device.path("children").isEmpty()) {
      descriptions.add("an empty " + table + " partition table");
    }
    for (JsonNode child : device.path("children")) {
      describe(child, descriptions);
    }
  }

  private static void collectLeaves(JsonNode device, List<JsonNode> leaves) {
    if (device.path("children").isEmpty()) {
      leaves.add(device);
    }
    for (JsonNode child : device.path("children")) {
      collectLeaves(child, leaves);
    }
  }

  private static boolean isOurs(JsonNode device) {
    String label = text(device, "label");
    String partition = text(device, "partlabel");
    return ROOT_LABEL.equals(label)
        || ESP_LABEL.equals(label)
        || (partition != null && partition.startsWith(PARTITION_PREFIX))
        || isBiosBoot(device);
  }

  private static boolean isBiosBoot(JsonNode device) {
    return BIOS_BOOT_TYPE.equals(text(device, "parttype"));
  }

  private static @Nullable String text(JsonNode device, String field) {
    JsonNode value = device.path(field);
    return value.isString() ? value.stringValue() : null;
  }
}
