package org.pxebootstack.imagecustomizer.build;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.pxebootstack.command.Command;

/**
 * Runs programs of an image, which nobody here has checked, by bwrap(1): in namespaces of their
 * own, with few capabilities, without a network unless asked for, and with nothing of this host in
 * sight but what they are given to read.
 *
 * <p>A user namespace is not among them: bwrap maps one user into it, and packages have files of
 * several. Since their root is this host's, they may not write to {@code /proc}, where root sets
 * the kernel up, nor make device files; those that they see are theirs alone.
 *
 * @param root the image's root file system, which they may change
 * @param devices which they may change too
 * @param date for programs that write times
 */
record Sandbox(Path root, DeviceFiles devices, SourceDate date) {
  /** Where programs in the image find what is handed to them. */
  static final String HANDED = "/run/pxeboot";

  /** What package managers, useradd(8) and dracut(8) need; no mounting, no network set-up. */
  private static final List<String> CAPABILITIES =
      List.of(
          "CHOWN",
          "DAC_OVERRIDE",
          "FOWNER",
          "FSETID",
          "KILL",
          "SETFCAP",
          "SETGID",
          "SETUID",
          "SYS_CHROOT");

  /** Among the image's own programs. */
  Command inImage(boolean network, Path handed, String... argv) {
    List<String> line = begin(network);
    line.addAll(List.of("--bind", root.toString(), "/"));
    line.addAll(kernel());
    line.addAll(List.of("--tmpfs", "/run", "--tmpfs", "/tmp", "--tmpfs", "/var/tmp"));
    line.addAll(List.of("--ro-bind", handed.toString(), HANDED));
    if (network) {
      line.addAll(List.of("--ro-bind", "/etc/resolv.conf", "/run/pxeboot-resolv.conf"));
    }
    return finish(line, argv);
  }

  /** Among this host's programs, which can't be changed; the image's root is at {@code /image}. */
  Command onHost(boolean network, Path handed, String... argv) {
    List<String> line = begin(network);
    for (String each : List.of("/usr", "/bin", "/sbin", "/lib", "/lib64", "/etc/alternatives")) {
      line.addAll(List.of("--ro-bind-try", each, each));
    }
    line.addAll(kernel());
    line.addAll(List.of("--tmpfs", "/run", "--tmpfs", "/tmp"));
    line.addAll(List.of("--bind", root.toString(), "/image"));
    line.addAll(List.of("--ro-bind", handed.toString(), HANDED));
    if (network) {
      line.addAll(List.of("--ro-bind-try", "/etc/resolv.conf", "/etc/resolv.conf"));
      line.addAll(List.of("--ro-bind-try", "/etc/ssl/certs", "/etc/ssl/certs"));
    }
    return finish(line, argv);
  }

  private List<String> kernel() {
    List<String> line = new ArrayList<>(List.of("--dev", "/dev"));
    line.addAll(devices.options());
    line.addAll(List.of("--proc", "/proc", "--remount-ro", "/proc"));
    return line;
  }

  private static List<String> begin(boolean network) {
    List<String> line = new ArrayList<>();
    line.addAll(List.of("bwrap", "--unshare-ipc", "--unshare-pid", "--unshare-uts"));
    line.addAll(List.of("--unshare-cgroup", "--die-with-parent", "--new-session"));
    if (!network) {
      line.add("--unshare-net");
    }
    line.addAll(List.of("--cap-drop", "ALL"));
    CAPABILITIES.forEach(each -> line.addAll(List.of("--cap-add", "CAP_" + each)));
    return line;
  }

  private Command finish(List<String> line, String... argv) {
    line.addAll(List.of("--chdir", "/", "--clearenv"));
    line.addAll(
        List.of(
            "--setenv", "PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"));
    line.addAll(List.of("--setenv", "LC_ALL", "C.UTF-8", "--setenv", "HOME", "/root"));
    line.addAll(List.of("--setenv", "DEBIAN_FRONTEND", "noninteractive"));
    line.addAll(List.of("--setenv", SourceDate.VARIABLE, date.seconds()));
    line.addAll(List.of(argv));
    return Command.of(line);
  }
}
