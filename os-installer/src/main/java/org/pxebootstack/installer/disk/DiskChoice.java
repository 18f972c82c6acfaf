package org.pxebootstack.installer.disk;

import java.util.List;
import java.util.stream.Collectors;
import org.pxebootstack.contract.install.DiskHint;
import org.pxebootstack.contract.install.WipePolicy;
import org.pxebootstack.contract.machine.DataSize;
import org.pxebootstack.installer.InstallException;

/** Decides which disk is overwritten; where that is not beyond doubt, none is. Pure. */
record DiskChoice(DiskHint hint, WipePolicy wipe, DataSize needed) {

  /**
   * Picks the one disk.
   *
   * @throws InstallException when there is none, none large enough, or more than one
   */
  BlockDevice among(List<BlockDevice> disks) throws InstallException {
    if (disks.isEmpty()) {
      throw new InstallException(
          "there is no disk; attach one, or add its driver's module to the image");
    }
    BlockDevice disk = hint.equals(DiskHint.NONE) ? onlyOneToTake(disks) : onlyMatching(disks);
    if (disk.size().bytes() < needed.bytes()) {
      throw new InstallException(
          "%s is too small: it has %s, this installation needs %s; attach a larger disk"
              .formatted(disk.path(), disk.size(), needed));
    }
    requireRightToWipe(disk);
    return disk;
  }

  boolean matchesAny(List<BlockDevice> disks) {
    return disks.stream().anyMatch(this::matches);
  }

  private boolean matches(BlockDevice disk) {
    DataSize least = hint.minSize();
    DataSize most = hint.maxSize();
    String wwn = hint.wwn();
    return (hint.path() == null
            || hint.path().equals(disk.path())
            || disk.links().contains(hint.path()))
        && (hint.byId() == null || disk.links().contains("/dev/disk/by-id/" + hint.byId()))
        && (hint.serial() == null || disk.serials().contains(hint.serial().strip()))
        && (wwn == null || disk.wwns().stream().anyMatch(wwn::equalsIgnoreCase))
        && (least == null || disk.size().bytes() >= least.bytes())
        && (most == null || disk.size().bytes() <= most.bytes())
        && (hint.rotational() == null || hint.rotational() == disk.rotational());
  }

  private BlockDevice onlyMatching(List<BlockDevice> disks) throws InstallException {
    List<BlockDevice> matching = disks.stream().filter(this::matches).toList();
    if (matching.isEmpty()) {
      throw new InstallException(
          "no disk matches install.disk of the definition; correct it. Seen:\n" + list(disks));
    }
    if (matching.size() > 1) {
      throw new InstallException(
          "install.disk of the definition matches several disks; say more of the one that is meant,"
              + " for example its serial. Seen:\n"
              + list(matching));
    }
    return matching.getFirst();
  }

  /**
   * The only disk; among several the only blank one, or the only one of ours. Where there are both,
   * one may be the system that is to be replaced and the other meant for data, or the other way
   * round. A half-made one is as good as blank: the next try decides as the one before.
   */
  private static BlockDevice onlyOneToTake(List<BlockDevice> disks) throws InstallException {
    if (disks.size() == 1) {
      return disks.getFirst();
    }
    List<BlockDevice> blank = disks.stream().filter(each -> kind(each).isFree()).toList();
    List<BlockDevice> ours =
        disks.stream().filter(each -> kind(each) == DiskContents.Kind.OURS).toList();
    if (blank.size() == 1 && ours.isEmpty()) {
      return blank.getFirst();
    }
    if (blank.isEmpty() && ours.size() == 1) {
      return ours.getFirst();
    }
    throw new InstallException(
        "several disks could be meant; say which by install.disk in the definition, for example by"
            + " its serial. Seen:\n"
            + list(disks));
  }

  private void requireRightToWipe(BlockDevice disk) throws InstallException {
    boolean allowed =
        switch (wipe) {
          case ANY -> true;
          case BLANK_OR_OURS -> kind(disk) != DiskContents.Kind.FOREIGN;
          case BLANK_ONLY -> kind(disk).isFree();
        };
    if (!allowed) {
      throw new InstallException(
          "%s is not blank: it %s; to overwrite it set install.wipe to \"any\" in the definition"
              .formatted(disk.path(), disk.contents().describe()));
    }
  }

  private static DiskContents.Kind kind(BlockDevice disk) {
    return disk.contents().kind();
  }

  private static String list(List<BlockDevice> disks) {
    return disks.stream().map(BlockDevice::describe).collect(Collectors.joining("\n"));
  }
}
