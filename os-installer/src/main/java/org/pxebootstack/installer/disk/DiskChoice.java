package org.pxebootstack.installer.disk;

import java.util.List;
import java.util.Objects;
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
    List<BlockDevice> matching = disks.stream().filter(this::matches).toList();
    if (matching.isEmpty()) {
      throw new InstallException(
          "no disk matches install.disk of the definition; correct it. Seen:\n" + list(disks));
    }
    BlockDevice disk = matching.size() == 1 ? matching.getFirst() : onlyOneToTake(matching);
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
    return (hint.path() == null || hint.path().equals(disk.path()) || isLink(disk, hint.path()))
        && (hint.serial() == null || Objects.equals(hint.serial(), disk.serial()))
        && (hint.byId() == null || disk.ids().contains(hint.byId()))
        && (least == null || disk.size().bytes() >= least.bytes());
  }

  private static boolean isLink(BlockDevice disk, String path) {
    String prefix = "/dev/disk/by-id/";
    return path.startsWith(prefix) && disk.ids().contains(path.substring(prefix.length()));
  }

  /**
   * Among several: the only blank one, or the only one of ours. Where there are both, one may be
   * the system that is to be replaced and the other meant for data, or the other way round.
   */
  private static BlockDevice onlyOneToTake(List<BlockDevice> disks) throws InstallException {
    List<BlockDevice> blank = disks.stream().filter(BlockDevice::isBlank).toList();
    List<BlockDevice> ours = disks.stream().filter(BlockDevice::ours).toList();
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
          case BLANK_OR_OURS -> disk.isBlank() || disk.ours();
          case BLANK_ONLY -> disk.isBlank();
        };
    if (!allowed) {
      throw new InstallException(
          "%s is not blank: it holds %s; to overwrite it set install.wipe to \"any\" in the definition"
              .formatted(disk.path(), String.join(", ", disk.contents())));
    }
  }

  private static String list(List<BlockDevice> disks) {
    return disks.stream().map(BlockDevice::describe).collect(Collectors.joining("\n"));
  }
}
