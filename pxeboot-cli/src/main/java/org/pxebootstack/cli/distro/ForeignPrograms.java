package org.pxebootstack.cli.distro;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.pxebootstack.contract.machine.Architecture;

/**
 * Whether this host runs the programs of an architecture, which packages do while they are
 * installed: its own, and those that its kernel hands to an emulator.
 *
 * @param host the architecture of this host, by any of its names
 * @param handlers where the kernel lists what it hands to others (binfmt_misc)
 */
record ForeignPrograms(String host, Path handlers) {
  static ForeignPrograms ofThisHost() {
    return new ForeignPrograms(System.getProperty("os.arch"), Path.of("/proc/sys/fs/binfmt_misc"));
  }

  /**
   * Does nothing where they run.
   *
   * @throws IOException with a sentence for people where they don't
   */
  void require(Architecture architecture) throws IOException {
    String own = host.equals("amd64") ? "x86_64" : host;
    if (!own.equals(architecture.toString())
        && !Files.exists(handlers.resolve("qemu-" + architecture))) {
      throw new IOException(
          ("this host does not run programs for %s, as installing packages takes; install"
                  + " qemu-user-static and arch-test, and see that binfmt_misc has qemu-%s")
              .formatted(architecture, architecture));
    }
  }
}
