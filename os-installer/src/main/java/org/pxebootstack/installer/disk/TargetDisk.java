package org.pxebootstack.installer.disk;

import java.io.IOException;
import org.pxebootstack.command.Command;

/**
 * The divided disk.
 *
 * @param device the whole disk
 * @param esp the EFI system partition (UEFI, section 13.3)
 * @param espNumber its number in the partition table
 * @param root the root partition
 */
public record TargetDisk(String device, String esp, int espNumber, String root) {

  /**
   * Gives the root file system its label, which says that the installation is complete: until then
   * there is nothing on the disk that anybody could miss. It must not be mounted.
   */
  public void markComplete() throws IOException {
    var _ = Command.of("tune2fs", "-L", DiskContents.ROOT_LABEL, root).run();
  }
}
