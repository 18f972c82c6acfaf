package org.pxebootstack.imagecustomizer.build;

import org.pxebootstack.contract.machine.DataSize;

/** How much memory a machine needs for a live system, as measured on Debian 13. Pure. */
public final class Memory {
  private static final long STEP = 64L << 20;

  /** For the kernel and what runs. */
  private static final long SYSTEM = 384L << 20;

  private Memory() {}

  /**
   * Bootstrap: what is fetched stays in memory, beside the unpacked initramfs, about three times
   * its size.
   */
  public static DataSize bootstrap(long fetched, long initramfs) {
    return rounded(SYSTEM + fetched + 3 * initramfs);
  }

  /**
   * Full-os: the kernel gives its first file system half of the memory, and the archive lies beside
   * it while it is unpacked.
   */
  public static DataSize fullOs(long unpacked, long initramfs) {
    return rounded(Math.max(SYSTEM + unpacked + initramfs, unpacked * 5 / 2));
  }

  private static DataSize rounded(long bytes) {
    return new DataSize(Math.ceilDiv(bytes, STEP) * STEP);
  }
}
