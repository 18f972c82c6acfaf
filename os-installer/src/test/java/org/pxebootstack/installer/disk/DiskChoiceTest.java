package org.pxebootstack.installer.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.pxebootstack.contract.install.DiskHint;
import org.pxebootstack.contract.install.WipePolicy;
import org.pxebootstack.contract.machine.DataSize;
import org.pxebootstack.installer.InstallException;

class DiskChoiceTest {
  private static final DataSize NEEDED = DataSize.parse("1GiB");
  private static final BlockDevice BLANK = disk("/dev/vda", "S1", false);
  private static final BlockDevice OURS = disk("/dev/vdb", "S2", true, "ext4 \"cloudimg-rootfs\"");
  private static final BlockDevice FOREIGN = disk("/dev/vdc", "S3", false, "ntfs \"Windows\"");

  @Test
  void theOnlyDiskIsTaken() throws InstallException {
    assertThat(choice(DiskHint.NONE, WipePolicy.BLANK_OR_OURS).among(List.of(OURS)))
        .isEqualTo(OURS);
  }

  @Test
  void ofSeveralTheOnlyBlankOneIsTaken() throws InstallException {
    assertThat(choice(DiskHint.NONE, WipePolicy.BLANK_OR_OURS).among(List.of(FOREIGN, BLANK)))
        .isEqualTo(BLANK);
  }

  @Test
  void ofSeveralWithoutABlankOneTheOnlyOneOfOursIsTaken() throws InstallException {
    assertThat(choice(DiskHint.NONE, WipePolicy.BLANK_OR_OURS).among(List.of(OURS, FOREIGN)))
        .isEqualTo(OURS);
  }

  @Test
  void aBlankDiskBesideOneOfOursIsNotChosenBetween() {
    assertThatThrownBy(() -> choice(DiskHint.NONE, WipePolicy.ANY).among(List.of(OURS, BLANK)))
        .hasMessageStartingWith("several disks could be meant");
  }

  @Test
  void twoBlankDisksAreNotChosenBetween() {
    BlockDevice other = disk("/dev/vdd", "S4", false);
    assertThatThrownBy(() -> choice(DiskHint.NONE, WipePolicy.ANY).among(List.of(BLANK, other)))
        .hasMessage(
            "several disks could be meant; say which by install.disk in the definition, for example"
                + " by its serial. Seen:\n"
                + "/dev/vda, 8.0 GiB, serial S1, blank\n"
                + "/dev/vdd, 8.0 GiB, serial S4, blank");
  }

  @Test
  void aHintDecides() throws InstallException {
    assertThat(
            choice(new DiskHint(null, "S2", null, null), WipePolicy.BLANK_OR_OURS)
                .among(List.of(BLANK, OURS)))
        .isEqualTo(OURS);
    assertThat(
            choice(new DiskHint("virtio-S1", null, "/dev/vda", NEEDED), WipePolicy.BLANK_OR_OURS)
                .among(List.of(BLANK, OURS)))
        .isEqualTo(BLANK);
    assertThat(
            choice(
                    new DiskHint(null, null, "/dev/disk/by-id/virtio-S2", null),
                    WipePolicy.BLANK_OR_OURS)
                .among(List.of(BLANK, OURS)))
        .isEqualTo(OURS);
  }

  @Test
  void aHintThatMatchesNothingStops() {
    assertThatThrownBy(() ->
            choice(new DiskHint(null, "S9", null, null), WipePolicy.ANY).among(List.of(BLANK)))
        .hasMessageStartingWith(
            "no disk matches install.disk of the definition; correct it. Seen:");
  }

  @Test
  void foreignDataIsRefusedUnlessAllowed() throws InstallException {
    assertThatThrownBy(
            () -> choice(DiskHint.NONE, WipePolicy.BLANK_OR_OURS).among(List.of(FOREIGN)))
        .hasMessage(
            "/dev/vdc is not blank: it holds ntfs \"Windows\"; to overwrite it set install.wipe to"
                + " \"any\" in the definition");
    assertThatThrownBy(() -> choice(DiskHint.NONE, WipePolicy.BLANK_ONLY).among(List.of(OURS)))
        .hasMessageContaining("is not blank");
    assertThat(choice(DiskHint.NONE, WipePolicy.ANY).among(List.of(FOREIGN))).isEqualTo(FOREIGN);
  }

  @Test
  void noDiskAndASmallDiskAreSaid() {
    assertThatThrownBy(() -> choice(DiskHint.NONE, WipePolicy.ANY).among(List.of()))
        .hasMessageStartingWith("there is no disk; attach one");
    DiskChoice large = new DiskChoice(DiskHint.NONE, WipePolicy.ANY, DataSize.parse("20GiB"));
    assertThatThrownBy(() -> large.among(List.of(BLANK)))
        .hasMessage(
            "/dev/vda is too small: it has 8.0 GiB, this installation needs 20.0 GiB; attach a larger"
                + " disk");
  }

  @Test
  void partitionsAreNamedAsTheKernelNamesThem() {
    assertThat(BLANK.partition(2)).isEqualTo("/dev/vda2");
    assertThat(disk("/dev/nvme0n1", null, false).partition(2)).isEqualTo("/dev/nvme0n1p2");
  }

  private static DiskChoice choice(DiskHint hint, WipePolicy wipe) {
    return new DiskChoice(hint, wipe, NEEDED);
  }

  private static BlockDevice disk(
      String path, @Nullable String serial, boolean ours, String... contents) {
    return new BlockDevice(
        path, DataSize.parse("8GiB"), serial, Set.of("virtio-" + serial), List.of(contents), ours);
  }
}
