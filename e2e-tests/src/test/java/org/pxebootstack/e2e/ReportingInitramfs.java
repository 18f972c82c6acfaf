package org.pxebootstack.e2e;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Random;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.cpio.CpioArchiveEntry;
import org.apache.commons.compress.archivers.cpio.CpioArchiveOutputStream;
import org.apache.commons.compress.archivers.cpio.CpioConstants;
import org.pxebootstack.command.Command;

/**
 * A small initramfs in several archives, which tells by HTTP what the machine was given: its
 * command line, its firmware, which archive came last, the digest of each, and that of what the
 * command line names by URL. Then it switches the machine off.
 */
final class ReportingInitramfs {
  private static final Path BUSYBOX = Path.of("/bin/busybox");
  private static final Pattern LIBRARY = Pattern.compile("(/\\S+) \\(0x");

  private static final String INIT =
      """
      #!/bin/busybox sh
      export PATH=/bin
      /bin/busybox --install -s /bin
      mount -t proc proc /proc
      mount -t sysfs sysfs /sys
      mount -t devtmpfs devtmpfs /dev
      modprobe virtio_pci
      modprobe virtio_net
      tries=0
      while [ ! -e /sys/class/net/eth0 ] && [ $tries -lt 100 ]; do sleep 0.1; tries=$((tries + 1)); done
      ip link set eth0 up
      udhcpc -i eth0 -n -q -f -t 20 -T 2 -S -s /udhcpc
      word() { tr ' ' '\\n' </proc/cmdline | sed -n "s/^$1=//p"; }
      digest() { sha256sum | cut -c 1-64; }
      {
        echo "command line: $(cat /proc/cmdline)"
        [ -d /sys/firmware/efi ] && echo "firmware: UEFI" || echo "firmware: BIOS"
        echo "last: $(cat /last)"
        for each in first second; do echo "$each: $(digest </$each)"; done
        wget -q -O /fetched "$(word fetch)"
        echo "fetched: $(digest </fetched)"
      } >/report
      cat /report
      wget -q -O /dev/null --post-file=/report "$(word report)/$(cat /sys/class/net/eth0/address)"
      poweroff -f
      """;

  private static final String UDHCPC =
      """
      #!/bin/busybox sh
      [ "$1" != bound ] || ip addr add "$ip/24" dev eth0
      """;

  private ReportingInitramfs() {}

  /** Writes the first archive, with all that runs; the modules are another's. */
  static void writeFirst(Path file) throws IOException {
    try (CpioArchiveOutputStream cpio = open(file)) {
      Set<Path> programs = new LinkedHashSet<>();
      programs.add(BUSYBOX);
      LIBRARY
          .matcher(Command.of("ldd", BUSYBOX.toString()).run().output())
          .results()
          .map((MatchResult each) -> Path.of(each.group(1)))
          .forEach(programs::add);
      for (String each : new String[] {"bin", "dev", "lib", "lib/x86_64-linux-gnu", "lib64"}) {
        directory(cpio, each);
      }
      for (String each : new String[] {"proc", "sys"}) {
        directory(cpio, each);
      }
      for (Path each : programs) {
        add(cpio, each.toString().substring(1), Files.readAllBytes(each));
      }
      add(cpio, "init", INIT.getBytes(StandardCharsets.UTF_8));
      add(cpio, "udhcpc", UDHCPC.getBytes(StandardCharsets.UTF_8));
      mark(cpio, "first");
    }
  }

  /** Writes the second archive. */
  static void writeSecond(Path file) throws IOException {
    try (CpioArchiveOutputStream cpio = open(file)) {
      mark(cpio, "second");
    }
  }

  /** What the archive with this name carries in a file of the same name. */
  static byte[] mark(String name) {
    byte[] bytes = new byte[100_000];
    new Random(name.hashCode()).nextBytes(bytes);
    return bytes;
  }

  private static void mark(CpioArchiveOutputStream cpio, String name) throws IOException {
    add(cpio, name, mark(name));
    add(cpio, "last", name.getBytes(StandardCharsets.UTF_8));
  }

  private static CpioArchiveOutputStream open(Path file) throws IOException {
    OutputStream out = Files.newOutputStream(file);
    return new CpioArchiveOutputStream(out);
  }

  private static void directory(CpioArchiveOutputStream cpio, String name) throws IOException {
    CpioArchiveEntry entry = new CpioArchiveEntry(name);
    entry.setMode(CpioConstants.C_ISDIR | 0755);
    entry.setNumberOfLinks(2);
    cpio.putArchiveEntry(entry);
    cpio.closeArchiveEntry();
  }

  private static void add(CpioArchiveOutputStream cpio, String name, byte[] bytes)
      throws IOException {
    CpioArchiveEntry entry = new CpioArchiveEntry(name);
    entry.setMode(CpioConstants.C_ISREG | 0755);
    entry.setSize(bytes.length);
    cpio.putArchiveEntry(entry);
    cpio.write(bytes);
    cpio.closeArchiveEntry();
  }
}
