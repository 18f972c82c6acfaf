package org.pxebootstack.installer.disk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DiskContentsTest {
  private static final String BIOS =
      "{'name':'/dev/vda1','parttype':'21686148-6449-6e6f-744e-656564454649'}";
  private static final String ESP =
      "{'name':'/dev/vda2','fstype':'vfat','label':'UEFI','parttype':'c12a'}";
  private static final String ROOT =
      "{'name':'/dev/vda3','fstype':'ext4','label':'cloudimg-rootfs','parttype':'0fc6'}";

  @Test
  void aBlankDiskHoldsNothing() {
    assertThat(disk("{'name':'/dev/vda','fstype':null,'pttype':null}").descriptions()).isEmpty();
  }

  @Test
  void whatThisStackOrPvmlabMadeIsOurs() {
    DiskContents contents = disk(partitioned(BIOS, ESP, ROOT));
    assertThat(contents.areOurs()).isTrue();
    assertThat(contents.descriptions())
        .containsExactly(
            "partition /dev/vda1",
            "vfat \"UEFI\" on /dev/vda2",
            "ext4 \"cloudimg-rootfs\" on /dev/vda3");
  }

  @Test
  void aPowerCutBeforeTheFileSystemsLeavesItOurs() {
    assertThat(
            disk(partitioned("{'name':'/dev/vda1','parttype':'0fc6','partlabel':'pxeboot-root'}"))
                .areOurs())
        .isTrue();
  }

  @Test
  void oneForeignPartitionMakesTheDiskForeign() {
    String data = "{'name':'/dev/vda4','fstype':'xfs','label':'data','parttype':'0fc6'}";
    assertThat(disk(partitioned(BIOS, ESP, ROOT, data)).areOurs()).isFalse();
    String raw = "{'name':'/dev/vda4','fstype':null,'parttype':'0fc6'}";
    assertThat(disk(partitioned(BIOS, ESP, ROOT, raw)).areOurs()).isFalse();
    assertThat(disk(partitioned(BIOS)).areOurs()).isFalse();
  }

  @Test
  void aFileSystemOrATableOnTheWholeDiskIsForeign() {
    DiskContents whole = disk("{'name':'/dev/vda','fstype':'ntfs','label':'Windows'}");
    assertThat(whole.areOurs()).isFalse();
    assertThat(whole.descriptions()).containsExactly("ntfs \"Windows\" on /dev/vda");
    DiskContents table = disk("{'name':'/dev/vda','pttype':'gpt'}");
    assertThat(table.areOurs()).isFalse();
    assertThat(table.descriptions()).containsExactly("an empty gpt partition table");
  }

  private static String partitioned(String... partitions) {
    return "{'name':'/dev/vda','pttype':'gpt','children':[%s]}"
        .formatted(String.join(",", partitions));
  }

  private static DiskContents disk(String device) {
    return DiskContents.parse("{'blockdevices':[%s]}".formatted(device).replace('\'', '"'));
  }
}
