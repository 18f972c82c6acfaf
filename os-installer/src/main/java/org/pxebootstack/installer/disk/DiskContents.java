package org.pxebootstack.installer.disk;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is on a disk. Pure.
 *
 * @param kind whose it is
 * @param descriptions file systems, labels and partition tables, for a person
 */
record DiskContents(Kind kind, List<String> descriptions, List<Partition> partitions) {
  /**
   * The root file system's label, of pvmlab's installer and of this one: the last thing written.
   */
  static final String ROOT_LABEL = "cloudimg-rootfs";

  /** The label of a root file system that is not complete yet. */
  static final String PARTIAL_LABEL = "pxeboot-partial";

  /** The ESP's label, likewise. */
  static final String ESP_LABEL = "UEFI";

  /** pvmlab's installer makes no more; cloud images with the same labels use 14 and 15. */
  private static final int LAST_OF_PVMLAB = 3;

  /** Start of the names of our partitions: tells them apart before they have a file system. */
  static final String PARTITION_PREFIX = "pxeboot-";

  /** The name of the root partition, which is never FAT. */
  static final String ROOT_NAME = PARTITION_PREFIX + "root";

  private static final Set<String> GPT = Set.of("gpt", "PMBR");

  DiskContents {
    descriptions = List.copyOf(descriptions);
    partitions = List.copyOf(partitions);
  }

  /** Whose a disk's contents are. */
  enum Kind {
    /** Nothing that wipefs(8) knows. */
    BLANK,
    /** Our partitions, without the label that an installation ends with: a power cut, perhaps. */
    HALF_MADE,
    /** Made by this stack or by pvmlab's. */
    OURS,
    FOREIGN;

    /** Whether there is nothing on it that anybody could miss. */
    boolean isFree() {
      return this == BLANK || this == HALF_MADE;
    }
  }

  /**
   * A partition.
   *
   * @param gpt what the table says; null where it is no GPT
   */
  record Partition(String node, GptTable.@Nullable Entry gpt) {
    boolean isNamedOurs() {
      return gpt != null && gpt.name().startsWith(PARTITION_PREFIX);
    }

    private boolean isBiosBoot() {
      return gpt != null && gpt.type().equals(GptTable.BIOS_BOOT);
    }

    private boolean mayBePvmlabs() {
      return gpt != null && gpt.number() <= LAST_OF_PVMLAB;
    }

    /** FAT gets its label after its signature. */
    private boolean isUnlabelledEsp(Signature inside) {
      return gpt != null
          && isNamedOurs()
          && !gpt.name().equals(ROOT_NAME)
          && inside.type().equals("vfat")
          && inside.label() == null;
    }

    private String describe() {
      return "partition " + (gpt == null || gpt.name().isEmpty() ? node : "\"" + gpt.name() + "\"");
    }
  }

  private record Signature(String device, String type, @Nullable String label) {
    private boolean isOurs() {
      return ROOT_LABEL.equals(label) || ESP_LABEL.equals(label) || PARTIAL_LABEL.equals(label);
    }

    private String describe() {
      return type + (label == null ? "" : " \"" + label + "\"") + " on " + device;
    }
  }

  /**
   * Reads what is on a disk. Every signature counts, not only the likeliest, as lsblk(8) shows it:
   * where two contradict each other it shows none.
   *
   * @param wipefs what {@code wipefs --no-act --json} says of the disk and its partitions
   */
  static DiskContents of(String disk, List<Partition> partitions, String wipefs) {
    List<Signature> signatures = signatures(wipefs);
    List<Signature> ofDisk = on(disk, signatures);
    // Beside a GPT an MBR that is no protective one is another table: whose partitions are where?
    boolean hasDosPartitions =
        !partitions.isEmpty() && partitions.stream().allMatch(each -> each.gpt() == null);
    Set<String> descriptions = new LinkedHashSet<>();
    for (Signature each : ofDisk) {
      if (!GPT.contains(each.type()) && !(each.type().equals("dos") && hasDosPartitions)) {
        descriptions.add(each.describe());
      }
    }
    boolean onlyTable = descriptions.isEmpty();
    for (Partition each : partitions) {
      List<Signature> inside = on(each.node(), signatures);
      inside.forEach(signature -> descriptions.add(signature.describe()));
      if (inside.isEmpty()) {
        descriptions.add(each.describe());
      }
    }
    if (partitions.isEmpty() && ofDisk.stream().anyMatch(each -> each.type().equals("gpt"))) {
      descriptions.add("an empty gpt partition table");
    }
    // A protective MBR that protects nothing is what a wipe leaves that was cut off.
    Kind kind =
        descriptions.isEmpty()
            ? Kind.BLANK
            : onlyTable ? kind(partitions, signatures) : Kind.FOREIGN;
    return new DiskContents(kind, List.copyOf(descriptions), partitions);
  }

  /** Of a disk that was divided where its sectors had another size: nobody sees what is in it. */
  static DiskContents ofOtherSectors(int size) {
    return new DiskContents(
        Kind.FOREIGN, List.of("a partition table for sectors of " + size + " bytes"), List.of());
  }

  /** Of a disk that can't be read; nobody knows what is on it. */
  static DiskContents unreadable(String disk, String why) {
    return new DiskContents(
        Kind.FOREIGN, List.of("what can't be read on " + disk + " (" + why + ")"), List.of());
  }

  private static Kind kind(List<Partition> partitions, List<Signature> signatures) {
    boolean allNamed = !partitions.isEmpty();
    boolean complete = false;
    for (Partition each : partitions) {
      List<Signature> inside = on(each.node(), signatures);
      // A name of ours does not count where somebody has put something else in that partition.
      if (!inside.stream()
          .allMatch(signature -> signature.isOurs() || each.isUnlabelledEsp(signature))) {
        return Kind.FOREIGN;
      }
      if (!each.isNamedOurs()
          && (!each.mayBePvmlabs() || (inside.isEmpty() && !each.isBiosBoot()))) {
        return Kind.FOREIGN;
      }
      allNamed &= each.isNamedOurs();
      complete |= inside.stream().anyMatch(signature -> ROOT_LABEL.equals(signature.label()));
    }
    return complete ? Kind.OURS : allNamed ? Kind.HALF_MADE : Kind.FOREIGN;
  }

  private static List<Signature> on(String device, List<Signature> signatures) {
    return signatures.stream().filter(each -> each.device().equals(device)).toList();
  }

  private static List<Signature> signatures(String json) {
    List<Signature> signatures = new ArrayList<>();
    if (!json.isBlank()) { // It prints nothing where there is nothing.
      for (JsonNode each : new JsonMapper().readTree(json).path("signatures")) {
        JsonNode label = each.path("label");
        signatures.add(
            new Signature(
                "/dev/" + each.path("device").asString(),
                each.path("type").asString(),
                label.isString() && !label.stringValue().isEmpty() ? label.stringValue() : null));
      }
    }
    return signatures;
  }

  /** For a person. */
  String describe() {
    return switch (kind) {
      case BLANK -> "blank";
      case HALF_MADE -> "left half made by an installation";
      case OURS, FOREIGN -> "holds " + String.join(", ", descriptions);
    };
  }
}
