package org.pxebootstack.installer.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.pxebootstack.contract.install.DiskHint;
import org.pxebootstack.contract.install.WipePolicy;
import org.pxebootstack.contract.machine.DataSize;
import org.pxebootstack.installer.InstallException;
import org.pxebootstack.installer.disk.DiskContents.Kind;

class DiskChoiceTest {
  private static final DataSize NEEDED = DataSize.parse("1GiB");
  private static final BlockDevice BLANK = disk("/dev/vda", "S1", Kind.BLANK);
  private static final BlockDevice OURS =
      disk("/dev/vdb", "S2", Kind.OURS, "ext4 \"cloudimg-rootfs\"");
  private static final BlockDevice FOREIGN =
      disk("/dev/vdc", "S3", Kind.FOREIGN, "ntfs \"Windows\"");
  private static final BlockDevice HALF_MADE =
      disk("/dev/vdd", "S4", Kind.HALF_MADE, "partition \"pxeboot-root\"");

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
  void afterAPowerCutTheSameDiskIsTakenAgain() throws InstallException {
    assertThat(choice(DiskHint.NONE, WipePolicy.BLANK_ONLY).among(List.of(HALF_MADE, FOREIGN)))
        .isEqualTo(HALF_MADE);
    assertThatThrownBy(
            () -> choice(DiskHint.NONE, WipePolicy.BLANK_OR_OURS).among(List.of(HALF_MADE, OURS)))
        .hasMessageStartingWith("several disks could be meant");
  }

  @Test
  void aBlankDiskBesideOneOfOursIsNotChosenBetween() {
    assertThatThrownBy(() -> choice(DiskHint.NONE, WipePolicy.ANY).among(List.of(OURS, BLANK)))
        .hasMessageStartingWith("several disks could be meant");
  }

  @Test
  void twoBlankDisksAreNotChosenBetween() {
    BlockDevice other = disk("/dev/vdd", null, Kind.BLANK);
    assertThatThrownBy(() -> choice(DiskHint.NONE, WipePolicy.ANY).among(List.of(BLANK, other)))
        .hasMessage(
            "several disks could be meant; say which by install.disk in the definition, for example"
                + " by its serial. Seen:\n"
                + "/dev/vda, 8.0 GiB, QEMU HARDDISK, serial S1, blank\n"
                + "/dev/vdd, 8.0 GiB, QEMU HARDDISK, blank");
  }

  @Test
  void aHintDecides() throws InstallException {
    for (DiskHint each :
        List.of(
            hint(null, "S2", null, null, null),
            hint(null, "virtio S2", null, null, null),
            hint("virtio-S2", null, null, null, null),
            hint(null, null, "EUI.S2", null, null),
            hint(null, null, null, "/dev/vdb", null),
            hint(null, null, null, "/dev/disk/by-id/virtio-S2", null),
            hint("virtio-S2", "S2", "eui.s2", "/dev/vdb", true))) {
      assertThat(choice(each, WipePolicy.BLANK_OR_OURS).among(List.of(BLANK, OURS)))
          .isEqualTo(OURS);
    }
  }

  @Test
  void sizesAndWhetherItTurnsAreHints() throws InstallException {
    BlockDevice large =
        new BlockDevice(
            "/dev/sda",
            DataSize.parse("2TiB"),
            null,
            Set.of(),
            Set.of(),
            Set.of(),
            true,
            BLANK.contents());
    DiskHint small = new DiskHint(null, null, null, null, null, DataSize.parse("8GiB"), null);
    DiskHint turns = hint(null, null, null, null, true);
    DiskHint least = new DiskHint(null, null, null, null, DataSize.parse("1TiB"), null, null);
    assertThat(choice(small, WipePolicy.ANY).among(List.of(BLANK, large))).isEqualTo(BLANK);
    assertThat(choice(turns, WipePolicy.ANY).among(List.of(BLANK, large))).isEqualTo(large);
    assertThat(choice(least, WipePolicy.ANY).among(List.of(BLANK, large))).isEqualTo(large);
  }

  @Test
  void aHintThatMatchesNothingStops() {
    assertThatThrownBy(() ->
            choice(hint(null, "S9", null, null, null), WipePolicy.ANY)
                .among(List.of(BLANK, HALF_MADE)))
        .hasMessage(
            """
            no disk matches install.disk of the definition; correct it. Seen:
            /dev/vda, 8.0 GiB, QEMU HARDDISK, serial S1, blank
            /dev/vdd, 8.0 GiB, QEMU HARDDISK, serial S4, left half made by an installation\
            """);
  }

  @Test
  void aHintThatMatchesSeveralStopsAlsoWhereOnlyOneIsBlank() {
    assertThatThrownBy(() ->
            choice(hint(null, null, null, null, false), WipePolicy.ANY)
                .among(List.of(BLANK, FOREIGN)))
        .hasMessage(
            "install.disk of the definition matches several disks; say more of the one that is"
                + " meant, for example its serial. Seen:\n"
                + "/dev/vda, 8.0 GiB, QEMU HARDDISK, serial S1, blank\n"
                + "/dev/vdc, 8.0 GiB, QEMU HARDDISK, serial S3, holds ntfs \"Windows\"");
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
    assertThat(BlockDevices.partition("/dev/vda", 2)).isEqualTo("/dev/vda2");
    assertThat(BlockDevices.partition("/dev/nvme0n1", 2)).isEqualTo("/dev/nvme0n1p2");
  }

  private static DiskChoice choice(DiskHint hint, WipePolicy wipe) {
    return new DiskChoice(hint, wipe, NEEDED);
  }

  private static DiskHint hint(
      @Nullable String byId,
      @Nullable String serial,
      @Nullable String wwn,
      @Nullable String path,
      @Nullable Boolean rotational) {
    return new DiskHint(byId, serial, wwn, path, null, null, rotational);
  }

  private static BlockDevice disk(
      String path, @Nullable String serial, Kind kind, String... contents) {
    Set<String> serials = new LinkedHashSet<>();
    if (serial != null) {
      serials.addAll(List.of(serial, "virtio " + serial));
    }
    return new BlockDevice(
        path,
        DataSize.parse("8GiB"),
        "QEMU HARDDISK",
        serials,
        Set.of("eui." + serial),
        Set.of("/dev/disk/by-id/virtio-" + serial),
        kind == Kind.OURS,
        new DiskContents(kind, List.of(contents), List.of()));
  }
}
