package org.pxebootstack.installer.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** As udev and sysfs show real disks. */
class DiskIdentityTest {
  @Test
  void aSataDiskHasTwoSerials() {
    DiskIdentity disk =
        DiskIdentity.of(
            """
            DEVNAME=/dev/sda
            DEVLINKS=/dev/disk/by-id/ata-ST1000_Z1 /dev/disk/by-id/wwn-0x5000c500a1b2c3d4
            ID_SERIAL=ST1000_Z1
            ID_SERIAL_SHORT=Z1
            ID_WWN=0x5000c500a1b2c3d4
            ID_WWN_WITH_EXTENSION=0x5000c500a1b2c3d4
            """,
            null,
            null,
            null,
            "naa.5000c500a1b2c3d4",
            "ST1000");
    assertThat(disk)
        .isEqualTo(
            new DiskIdentity(
                "ST1000",
                Set.of("Z1", "ST1000_Z1"),
                Set.of("0x5000c500a1b2c3d4", "naa.5000c500a1b2c3d4"),
                Set.of("/dev/disk/by-id/ata-ST1000_Z1", "/dev/disk/by-id/wwn-0x5000c500a1b2c3d4")));
    assertThat(disk.serials()).startsWith("Z1");
  }

  @Test
  void aVirtioDiskHasItsSerialInSysfsAndANvmeDiskPadsIt() {
    assertThat(DiskIdentity.of("DEVNAME=/dev/vda", "S1", null, null, null, null))
        .isEqualTo(new DiskIdentity(null, Set.of("S1"), Set.of(), Set.of()));
    assertThat(DiskIdentity.of("", null, "S2      ", "eui.0025385b71b0a1c2", null, "SSD 990"))
        .isEqualTo(
            new DiskIdentity("SSD 990", Set.of("S2"), Set.of("eui.0025385b71b0a1c2"), Set.of()));
  }
}
