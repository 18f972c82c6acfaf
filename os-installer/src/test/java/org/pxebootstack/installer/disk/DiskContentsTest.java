package org.pxebootstack.installer.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.pxebootstack.installer.disk.DiskContents.Kind;

class DiskContentsTest {
  private static final UUID LINUX = UUID.fromString("0fc63daf-8483-4772-8e79-3d69d8477de4");
  private static final String TABLE = "vda gpt\nvda gpt\nvda PMBR\n";
  private static final String ESP = "vda2 vfat UEFI\n".repeat(3);
  private static final String ROOT = "vda3 ext4 cloudimg-rootfs\n";

  @Test
  void aBlankDiskHoldsNothing() {
    assertHolds(DiskContents.of("/dev/vda", List.of(), ""), Kind.BLANK);
  }

  @Test
  void aWipeThatWasCutOffLeavesItBlank() {
    assertThat(DiskContents.of("/dev/vda", List.of(), wipefs("vda PMBR\n")).kind())
        .isEqualTo(Kind.BLANK);
  }

  @Test
  void whatPvmlabMadeIsOursByItsLabels() {
    DiskContents contents =
        DiskContents.of(
            "/dev/vda",
            List.of(biosBoot(""), partition(2, "EFI"), partition(3, "")),
            wipefs(TABLE + ESP + ROOT));
    assertHolds(
        contents,
        Kind.OURS,
        "partition /dev/vda1",
        "vfat \"UEFI\" on /dev/vda2",
        "ext4 \"cloudimg-rootfs\" on /dev/vda3");
  }

  @Test
  void whatThisStackFinishedIsOurs() {
    assertThat(DiskContents.of("/dev/vda", ourPartitions(), wipefs(TABLE + ESP + ROOT)).kind())
        .isEqualTo(Kind.OURS);
  }

  @Test
  void withoutTheLastLabelItIsHalfMade() {
    for (String inside : List.of("", "vda2 vfat\n", ESP, ESP + "vda3 ext4 pxeboot-partial\n")) {
      assertThat(DiskContents.of("/dev/vda", ourPartitions(), wipefs(TABLE + inside)))
          .extracting(DiskContents::kind, DiskContents::describe)
          .containsExactly(Kind.HALF_MADE, "left half made by an installation");
    }
    // Before sfdisk has written the protective MBR.
    assertThat(DiskContents.of("/dev/vda", ourPartitions(), wipefs("vda gpt\n")).kind())
        .isEqualTo(Kind.HALF_MADE);
  }

  @Test
  void anotherFileSystemInAPartitionWithOurNameIsForeign() {
    assertHolds(
        DiskContents.of("/dev/vda", ourPartitions(), wipefs(TABLE + ESP + "vda3 ext4 photos\n")),
        Kind.FOREIGN,
        "partition \"pxeboot-bios\"",
        "vfat \"UEFI\" on /dev/vda2",
        "ext4 \"photos\" on /dev/vda3");
  }

  @Test
  void oneForeignPartitionMakesTheDiskForeign() {
    List<DiskContents.Partition> more = new ArrayList<>(ourPartitions());
    more.add(partition(4, "data"));
    assertThat(
            DiskContents.of("/dev/vda", more, wipefs(TABLE + ESP + ROOT + "vda4 xfs data\n"))
                .kind())
        .isEqualTo(Kind.FOREIGN);
    assertThat(DiskContents.of("/dev/vda", more, wipefs(TABLE + ESP + ROOT)).kind())
        .isEqualTo(Kind.FOREIGN);
    assertThat(DiskContents.of("/dev/vda", List.of(biosBoot("")), wipefs(TABLE)).kind())
        .isEqualTo(Kind.FOREIGN);
  }

  /** The same labels, and partitions that neither stack makes. */
  @Test
  void aCloudImageOfUbuntusIsForeign() {
    List<DiskContents.Partition> partitions =
        List.of(
            partition(1, ""),
            new DiskContents.Partition(
                "/dev/vda14", new GptTable.Entry(14, GptTable.BIOS_BOOT, "")),
            partition(15, ""));
    assertThat(
            DiskContents.of(
                    "/dev/vda",
                    partitions,
                    wipefs(TABLE + "vda1 ext4 cloudimg-rootfs\nvda15 vfat UEFI\n"))
                .kind())
        .isEqualTo(Kind.FOREIGN);
    // As others divide disks: an ESP of that label without such a root, and an MBR.
    assertThat(
            DiskContents.of(
                    "/dev/vda",
                    List.of(partition(1, "EFI System Partition")),
                    wipefs(TABLE + "vda1 vfat UEFI\n"))
                .kind())
        .isEqualTo(Kind.FOREIGN);
    assertThat(
            DiskContents.of(
                    "/dev/vda",
                    List.of(new DiskContents.Partition("/dev/vda1", null)),
                    wipefs("vda dos\nvda1 ext4 cloudimg-rootfs\n"))
                .kind())
        .isEqualTo(Kind.FOREIGN);
  }

  /** Somebody has divided our disk anew, and the copy of our table at its end is still there. */
  @Test
  void anMbrBesideOurTableIsForeign() {
    assertHolds(
        DiskContents.of("/dev/vda", ourPartitions(), wipefs("vda gpt\nvda dos\nvda1 vfat\n")),
        Kind.FOREIGN,
        "dos on /dev/vda",
        "vfat on /dev/vda1",
        "partition \"pxeboot-esp\"",
        "partition \"pxeboot-root\"");
  }

  @Test
  void fatThatWeDidNotMakeInOurPartitionsIsForeign() {
    for (String inside : List.of("vda3 vfat\n", "vda2 vfat BACKUP\n")) {
      assertThat(DiskContents.of("/dev/vda", ourPartitions(), wipefs(TABLE + inside)).kind())
          .as(inside)
          .isEqualTo(Kind.FOREIGN);
    }
  }

  @Test
  void aLabelledPartitionWithRaidInItIsForeign() {
    assertHolds(
        DiskContents.of(
            "/dev/vda",
            List.of(partition(3, "")),
            wipefs(TABLE + ROOT + "vda3 linux_raid_member web:0\n")),
        Kind.FOREIGN,
        "ext4 \"cloudimg-rootfs\" on /dev/vda3",
        "linux_raid_member \"web:0\" on /dev/vda3");
  }

  @Test
  void raidAtTheEndOfTheWholeDiskMakesItForeign() {
    assertThat(
            DiskContents.of(
                    "/dev/vda",
                    ourPartitions(),
                    wipefs(TABLE + ESP + ROOT + "vda isw_raid_member\n"))
                .kind())
        .isEqualTo(Kind.FOREIGN);
  }

  @Test
  void aFileSystemOrATableOnTheWholeDiskIsForeign() {
    assertHolds(
        DiskContents.of("/dev/vda", List.of(), wipefs("vda ntfs Windows\n")),
        Kind.FOREIGN,
        "ntfs \"Windows\" on /dev/vda");
    assertHolds(
        DiskContents.of("/dev/vda", List.of(), wipefs(TABLE)),
        Kind.FOREIGN,
        "an empty gpt partition table");
    assertHolds(
        DiskContents.of("/dev/vda", List.of(), wipefs("vda dos\n")),
        Kind.FOREIGN,
        "dos on /dev/vda");
    assertHolds(
        DiskContents.of(
            "/dev/vda",
            List.of(new DiskContents.Partition("/dev/vda1", null)),
            wipefs("vda dos\nvda1 ntfs\n")),
        Kind.FOREIGN,
        "ntfs on /dev/vda1");
  }

  private static void assertHolds(DiskContents contents, Kind kind, String... descriptions) {
    assertThat(contents.kind()).isEqualTo(kind);
    assertThat(contents.descriptions()).containsExactly(descriptions);
  }

  private static List<DiskContents.Partition> ourPartitions() {
    return List.of(
        biosBoot("pxeboot-bios"), partition(2, "pxeboot-esp"), partition(3, "pxeboot-root"));
  }

  private static DiskContents.Partition biosBoot(String name) {
    return new DiskContents.Partition("/dev/vda1", new GptTable.Entry(1, GptTable.BIOS_BOOT, name));
  }

  private static DiskContents.Partition partition(int number, String name) {
    return new DiskContents.Partition("/dev/vda" + number, new GptTable.Entry(number, LINUX, name));
  }

  /** As wipefs(8) writes it; each line is "device type label". */
  private static String wipefs(String signatures) {
    return signatures
        .lines()
        .map(each -> each.strip().split(" ", 3))
        .map(each ->
            """
            {"device": "%s", "offset": "0x0", "type": "%s", "uuid": null, "label": %s}\
            """
                .formatted(each[0], each[1], each.length < 3 ? null : "\"" + each[2] + "\""))
        .collect(Collectors.joining(",", "{\"signatures\": [", "]}"));
  }
}
