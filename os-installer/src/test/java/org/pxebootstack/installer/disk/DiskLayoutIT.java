package org.pxebootstack.installer.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pxebootstack.command.Command;
import org.pxebootstack.installer.InstallException;
import org.pxebootstack.installer.disk.DiskContents.Kind;

/** Real tools on a real block device, made of a file. Needs root. */
@Tag("e2e")
class DiskLayoutIT {
  private static final long SIZE = 1L << 30;

  @TempDir private Path directory;
  private String disk = "";
  private DiskLayout layout = new DiskLayout(Command.of("true"));

  @BeforeEach
  void attach() throws IOException {
    Path file = directory.resolve("disk");
    try (RandomAccessFile empty = new RandomAccessFile(file.toFile(), "rw")) {
      empty.setLength(SIZE);
    }
    disk = Command.of("losetup", "--find", "--show", file.toString()).run().output().strip();
    // Not every kernel knows partition tables by itself, nor looks for them in loop devices.
    layout = new DiskLayout(Command.of("partx", "--update", disk));
  }

  @AfterEach
  void detach() throws IOException {
    var _ = Command.of("partx", "--delete", disk).tryRun();
    var _ = Command.of("losetup", "--detach", disk).run();
  }

  @Test
  void aBlankDiskBecomesOursWhenTheInstallationIsComplete() throws IOException, InstallException {
    assertThat(contents().kind()).isEqualTo(Kind.BLANK);
    TargetDisk target = layout.make(disk, contents());
    assertThat(contents())
        .extracting(DiskContents::kind, DiskContents::descriptions)
        .containsExactly(
            Kind.HALF_MADE,
            List.of(
                "partition \"pxeboot-bios\"",
                "vfat \"UEFI\" on " + disk + "p2",
                "ext4 \"pxeboot-partial\" on " + disk + "p3"));
    target.markComplete();
    assertThat(contents().kind()).isEqualTo(Kind.OURS);
    assertThat(contents().descriptions()).contains("ext4 \"cloudimg-rootfs\" on " + disk + "p3");
  }

  /** A power cut after any step, at a disk of ours, of pvmlab's, and a blank one. */
  @ParameterizedTest
  @ValueSource(strings = {"blank", "ours", "pvmlab"})
  void whereverItIsCutOffTheNextTryTakesTheDisk(String before)
      throws IOException, InstallException {
    TargetDisk target = new TargetDisk(disk, disk + "p2", 2, disk + "p3");
    if (!before.equals("blank")) {
      layout.make(disk, contents()).markComplete();
    }
    if (before.equals("pvmlab")) {
      for (int i = 1; i <= 3; i++) {
        var _ = Command.of("sfdisk", "-q", "--part-label", disk, "" + i, "").run();
      }
    }
    assertThat(contents().kind()).isEqualTo(before.equals("blank") ? Kind.BLANK : Kind.OURS);
    List<Command> steps = new ArrayList<>(DiskLayout.wipe(disk, contents()));
    steps.add(DiskLayout.divide(disk));
    steps.addAll(DiskLayout.makeFileSystems(target));
    assertThat(steps).hasSizeGreaterThan(before.equals("pvmlab") ? 9 : 4);
    for (Command step : steps) {
      var _ = step.run();
      assertThat(contents().kind()).as("after " + step.argv()).isNotEqualTo(Kind.FOREIGN);
    }
    assertThat(contents().kind()).isEqualTo(Kind.HALF_MADE);
  }

  /** Within a step: what wipefs and sfdisk write one after the other. */
  @Test
  void atEveryWriteOfThePartitionTableTheNextTryTakesTheDisk()
      throws IOException, InstallException {
    var _ = layout.make(disk, contents());
    try (RandomAccessFile device = new RandomAccessFile(disk, "rws")) {
      byte[] first = new byte[512];
      device.readFully(first);
      // sfdisk, just before the MBR; then with the copy at the end alone.
      device.seek(510);
      device.write(new byte[2]);
      assertThat(contents().kind()).isEqualTo(Kind.HALF_MADE);
      device.seek(512);
      device.write(new byte[512]);
      assertThat(contents().kind()).isEqualTo(Kind.HALF_MADE);
      // The copy's entries, and no header yet.
      device.seek(SIZE - 512);
      device.write(new byte[512]);
      assertThat(contents().kind()).isEqualTo(Kind.BLANK);
      // wipefs, just before it comes to the MBR.
      device.seek(0);
      device.write(first);
      assertThat(contents().kind()).isEqualTo(Kind.BLANK);
    }
  }

  @Test
  void nothingOfThePastComesBack() throws IOException, InstallException {
    var _ =
        Command.of("sfdisk", "--quiet", disk)
            .withInput("label: gpt\nsize=200MiB\nsize=200MiB\nsize=200MiB\nsize=200MiB\nsize=+\n")
            .run();
    readTable();
    var _ = Command.of("pvcreate", "--quiet", "--yes", disk + "p1").run();
    var _ = Command.of("mkswap", disk + "p2").run();
    var _ =
        Command.of("cryptsetup", "luksFormat", "--batch-mode", "--pbkdf", "pbkdf2")
            .with("--pbkdf-force-iterations", "1000", disk + "p3", "-")
            .withInput("secret")
            .run();
    raid(disk + "p4");
    zfs(disk + "p5");
    raid(disk);
    DiskContents before = contents();
    assertThat(before.kind()).isEqualTo(Kind.FOREIGN);
    assertThat(before.descriptions())
        .containsExactly(
            "linux_raid_member on " + disk,
            "LVM2_member on " + disk + "p1",
            "swap on " + disk + "p2",
            "crypto_LUKS on " + disk + "p3",
            "linux_raid_member on " + disk + "p4",
            "zfs_member on " + disk + "p5");

    for (Command step : DiskLayout.wipe(disk, before)) {
      var _ = step.run();
    }
    assertThat(contents().kind()).isEqualTo(Kind.BLANK);
    // The same partitions again: each place where something was is looked at.
    var _ =
        Command.of("sfdisk", "--quiet", disk)
            .withInput("label: gpt\nsize=200MiB\nsize=200MiB\nsize=200MiB\nsize=200MiB\nsize=+\n")
            .run();
    readTable();
    assertThat(contents().descriptions())
        .allMatch(each -> each.startsWith("partition /dev/loop"))
        .hasSize(5);
  }

  /** lsblk(8) shows nothing of a disk whose signatures contradict each other. */
  @Test
  void aDiskWithTwoSignaturesIsForeign() throws IOException {
    var _ = Command.of("mkfs.ext4", "-q", "-F", "-L", "photos", disk).run();
    raid(disk);
    assertThat(contents())
        .extracting(DiskContents::kind, DiskContents::descriptions)
        .containsExactly(
            Kind.FOREIGN, List.of("linux_raid_member on " + disk, "ext4 \"photos\" on " + disk));
  }

  /** As from a USB enclosure whose sectors are larger than its disk's. */
  @Test
  void aDiskThatWasDividedWithOtherSectorsIsForeign() throws IOException {
    var _ = Command.of("losetup", "--detach", disk).run();
    String file = directory.resolve("disk").toString();
    disk =
        Command.of("losetup", "--sector-size", "4096", "--find", "--show", file)
            .run()
            .output()
            .strip();
    var _ = Command.of("sfdisk", "--quiet", disk).withInput("label: gpt\nsize=+\n").run();
    var _ = Command.of("losetup", "--detach", disk).run();
    disk = Command.of("losetup", "--find", "--show", file).run().output().strip();
    assertThat(contents())
        .extracting(DiskContents::kind, DiskContents::describe)
        .containsExactly(Kind.FOREIGN, "holds a partition table for sectors of 4096 bytes");
    for (Command step : DiskLayout.wipe(disk, contents())) {
      var _ = step.run();
    }
    assertThat(contents().kind()).isEqualTo(Kind.BLANK);
  }

  /** As the kernel would after a restart. */
  private void readTable() throws IOException {
    var _ = Command.of("partx", "--delete", disk).tryRun();
    var _ = Command.of("partx", "--add", disk).tryRun();
  }

  @Test
  void aDiskThatCannotBeReadIsForeign() throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(directory.resolve("disk").toFile(), "rw")) {
      file.setLength(0); // Each sector of the device is a bad one now.
    }
    assertThat(contents().kind()).isEqualTo(Kind.FOREIGN);
    assertThat(contents().describe())
        .isEqualTo("holds what can't be read on " + disk + " (Input/output error)");
  }

  private DiskContents contents() throws IOException {
    readTable();
    Path sysfs = Path.of("/sys/block", disk.substring("/dev/".length()));
    BlockDevice device = BlockDevices.describe(disk, sysfs);
    assertThat(device.size().bytes()).isEqualTo(SIZE);
    return device.contents();
  }

  /** An md superblock of format 0.90, which stands at the end; mdadm needs the kernel's driver. */
  private static void raid(String device) throws IOException {
    try (FileChannel file = FileChannel.open(Path.of(device), StandardOpenOption.WRITE)) {
      write(file, (file.size() & ~0xffffL) - 0x10000, 0xa92b4efcL);
    }
  }

  /** The uberblocks of a ZFS label. */
  private static void zfs(String device) throws IOException {
    try (FileChannel file = FileChannel.open(Path.of(device), StandardOpenOption.WRITE)) {
      for (int i = 128; i < 256; i++) {
        write(file, (long) i << 10, 0x00bab10cL);
      }
    }
  }

  private static void write(FileChannel file, long position, long magic) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(magic);
    var _ = file.write(bytes.flip(), position);
  }
}
