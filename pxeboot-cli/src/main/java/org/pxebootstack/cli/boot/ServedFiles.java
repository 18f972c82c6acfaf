package org.pxebootstack.cli.boot;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.pxebootstack.contract.boot.BootPlan;
import org.pxebootstack.contract.boot.BootPlan.PlannedFile;

/** The files of a plan by their numbers, for nginx. */
final class ServedFiles {
  /** Documentation/driver-api/early-userspace/buffer-format.rst of Linux. */
  private static final int ALIGNMENT = 4;

  private static final byte[] CPIO_MAGIC = "0707".getBytes(StandardCharsets.US_ASCII);

  private ServedFiles() {}

  /**
   * Links each file into {@code directory}. The kernel finds an archive that is not compressed only
   * at a multiple of four bytes, and an old iPXE on UEFI leaves it to the kernel to put archives
   * one behind the other as they are: what stands before such a one is copied, with zeros at its
   * end.
   */
  static void lay(BootPlan plan, Path directory) throws IOException {
    List<PlannedFile> files = plan.files();
    int lastPlain = 0;
    for (int i = 1; i <= plan.initrds(); i++) {
      if (isPlain(files.get(i).path())) {
        lastPlain = i;
      }
    }
    for (int i = 0; i < files.size(); i++) {
      Path source = files.get(i).path();
      Path served = directory.resolve(Integer.toString(i));
      Files.deleteIfExists(served);
      int odd = (int) (Files.size(source) % ALIGNMENT);
      if (odd != 0 && i > 0 && i < lastPlain) {
        // Not with the mode of the original, which may be for reading alone.
        try (OutputStream out = Files.newOutputStream(served)) {
          Files.copy(source, out);
          out.write(new byte[ALIGNMENT - odd]);
        }
      } else {
        Files.createSymbolicLink(served, source);
      }
    }
  }

  private static boolean isPlain(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return Arrays.equals(in.readNBytes(CPIO_MAGIC.length), CPIO_MAGIC);
    }
  }
}
