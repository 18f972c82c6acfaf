package org.pxebootstack.installer.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlockDevicesTest {
  @TempDir private Path sysBlock;

  @Test
  void candidatesAreWholeWritableDisks() throws IOException {
    for (String each :
        List.of("vda", "sda", "nvme0n1", "mmcblk0", "xvda", "cciss!c0d0", "sdaa", "nvme10n1")) {
      device(each, "size 4096", "removable 0", "ro 0", "hidden 0");
    }
    for (String each :
        List.of("loop0", "ram0", "zram0", "sr0", "fd0", "dm-0", "md127", "nbd0", "bcache0")) {
      device(each, "size 4096", "removable 0", "ro 0", "hidden 0");
    }
    for (String each : List.of("mmcblk0boot0", "mmcblk0boot1", "mmcblk0rpmb", "mmcblk0gp0")) {
      device(each, "size 4096", "removable 0", "ro 0", "hidden 0");
    }
    device("sdb", "size 4096", "removable 1", "ro 0", "hidden 0"); // a USB stick
    device("sdc", "size 4096", "removable 0", "ro 1", "hidden 0");
    device("sdd", "size 0", "removable 0", "ro 0", "hidden 0"); // a card reader without a card
    device("nvme0c0n1", "size 4096", "removable 0", "ro 0", "hidden 1");
    assertThat(new BlockDevices(sysBlock).candidates())
        .containsExactly(
            "cciss!c0d0", "mmcblk0", "nvme0n1", "nvme10n1", "sda", "sdaa", "vda", "xvda");
  }

  private void device(String name, String... attributes) throws IOException {
    Path directory = Files.createDirectory(sysBlock.resolve(name));
    for (String each : attributes) {
      String[] words = each.split(" ");
      Files.writeString(directory.resolve(words[0]), words[1] + "\n");
    }
  }
}
