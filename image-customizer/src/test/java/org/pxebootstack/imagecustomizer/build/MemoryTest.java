package org.pxebootstack.imagecustomizer.build;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.pxebootstack.contract.machine.DataSize;

/** The sizes are those of a Debian 13 with the cloud kernel. */
class MemoryTest {
  private static final long MIB = 1L << 20;

  @Test
  void oneGibibyteIsEnoughForBootstrap() {
    assertThat(Memory.bootstrap(177 * MIB, 27 * MIB)).isEqualTo(DataSize.ofMebibytes(704));
  }

  @Test
  void fullOsTakesTwoAndAHalfTimesWhatIsUnpacked() {
    assertThat(Memory.fullOs(300 * MIB, 99 * MIB)).isEqualTo(DataSize.ofMebibytes(832));
    assertThat(Memory.fullOs(1000 * MIB, 300 * MIB)).isEqualTo(DataSize.ofMebibytes(2560));
  }
}
