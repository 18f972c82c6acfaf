package org.pxebootstack.cli.boot;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where an installer's or live system's ISO has its kernel and initramfs, and how that system is
 * told to fetch the rest by HTTP. Pure.
 *
 * @param system for people
 * @param needs a file by which the system is known; served where {@code commandLine} has {@link
 *     #FILE}
 * @param commandLine has {@link #FILE}, or {@link #ISO} for the whole ISO; empty where the system
 *     can't do it
 */
record IsoLayout(String system, Pattern kernel, Pattern initrd, Pattern needs, String commandLine) {
  static final String FILE = "FILE";
  static final String ISO = "ISO";

  /** live-boot(7), casper(7), dracut.cmdline(7); the last ones read a CD and nothing else. */
  private static final List<IsoLayout> ALL =
      List.of(
          new IsoLayout(
              "Debian live",
              Pattern.compile("/live/vmlinuz[^/]*"),
              Pattern.compile("/live/initrd[^/]*"),
              Pattern.compile("/live/filesystem\\.squashfs"),
              "boot=live components ip=dhcp fetch=FILE"),
          new IsoLayout(
              "Ubuntu",
              Pattern.compile("/casper/vmlinuz[^/]*"),
              Pattern.compile("/casper/initrd[^/]*"),
              Pattern.compile("/casper/[^/]*\\.squashfs"),
              "boot=casper ip=dhcp url=ISO"),
          new IsoLayout(
              "Fedora live",
              Pattern.compile("/images/pxeboot/vmlinuz"),
              Pattern.compile("/images/pxeboot/initrd\\.img"),
              Pattern.compile("/LiveOS/squashfs\\.img"),
              "root=live:FILE ip=dhcp rd.live.image"),
          new IsoLayout(
              "Fedora's installer",
              Pattern.compile("/images/pxeboot/vmlinuz"),
              Pattern.compile("/images/pxeboot/initrd\\.img"),
              Pattern.compile("/images/install\\.img"),
              "root=live:FILE ip=dhcp rd.live.image"),
          new IsoLayout(
              "Debian's installer",
              Pattern.compile("/install\\.[a-z0-9]+/vmlinuz"),
              Pattern.compile("/install\\.[a-z0-9]+/initrd\\.gz"),
              Pattern.compile("/\\.disk/info"),
              ""));

  /** The first that all these paths fit. */
  static Optional<IsoLayout> of(List<String> paths) {
    return ALL.stream()
        .filter(each ->
            first(each.kernel, paths).isPresent()
                && first(each.initrd, paths).isPresent()
                && first(each.needs, paths).isPresent())
        .findFirst();
  }

  /** Of several, as with more than one kernel, the first by its name. */
  static Optional<String> first(Pattern pattern, List<String> paths) {
    return paths.stream().filter(each -> pattern.matcher(each).matches()).sorted().findFirst();
  }
}
