package org.pxebootstack.imagecustomizer.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What artifacts are put together from, in a directory: files by fixed names. The kernel command
 * lines are not in any of them, so that changing one needs none of them made again.
 */
record LiveParts(Path directory) {
  Path kernel() {
    return directory.resolve("vmlinuz");
  }

  Path shim() {
    return directory.resolve("shim.efi");
  }

  Path grubForNetwork() {
    return directory.resolve("grubnet.efi");
  }

  Path grubForCd() {
    return directory.resolve("gcd.efi");
  }

  /** Bootstrap's initramfs; not there where only full-os was wanted. */
  Path bootstrapInitramfs() {
    return directory.resolve("bootstrap.img");
  }

  /** The root file system that bootstrap fetches; likewise. */
  Path squashfs() {
    return directory.resolve("rootfs.squashfs");
  }

  /** The whole root as an initramfs; not there where only bootstrap was wanted. */
  Path fullInitramfs() {
    return directory.resolve("full-os.img");
  }

  Path sbom() {
    return directory.resolve("sbom.cdx.json");
  }

  private Path facts() {
    return directory.resolve("facts");
  }

  /**
   * What was seen when they were made.
   *
   * @param unpacked bytes of the root file system
   */
  record Facts(String kernelVersion, long unpacked) {}

  void write(Facts facts) throws IOException {
    Files.writeString(facts(), facts.kernelVersion() + "\n" + facts.unpacked() + "\n");
  }

  Facts readFacts() throws IOException {
    var lines = Files.readAllLines(facts());
    return new Facts(lines.get(0), Long.parseLong(lines.get(1)));
  }
}
