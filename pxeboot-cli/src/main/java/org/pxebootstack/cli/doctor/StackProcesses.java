package org.pxebootstack.cli.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Which processes are the stack's own, by proc(5). */
final class StackProcesses {
  private static final String RUN = "/run/pxeboot-stack/";

  private StackProcesses() {}

  /** Whether a process was started by the stack, in this container or in one of this host. */
  static boolean areOurs(ListeningSocket socket) {
    return socket.owners().stream()
        .map(each -> commandLine(each.pid()))
        .anyMatch(each -> each.contains(RUN) || each.contains("/opt/pxeboot-stack/"));
  }

  /**
   * Whether a socket whose owner may not be seen is the stack's own. In the container nobody may
   * look into another user's processes, and each service has its own user.
   */
  static boolean isUnseenButOurs(StackPort port, ListeningSocket socket) {
    return switch (port.service()) {
      // Both write their pid files after they have all their sockets.
      case DNSMASQ, NGINX -> isUidOf(socket.uid(), port.service().toString());
      case BOOT_HANDLER -> isUidOfBootHandler(socket.uid());
    };
  }

  private static boolean isUidOf(int uid, String service) {
    try {
      long pid = Long.parseLong(Files.readString(Path.of(RUN + service + ".pid")).strip());
      return commandLine(pid).contains(RUN + service + ".conf") && uid == uidOf(pid);
    } catch (IOException | NumberFormatException e) {
      return false;
    }
  }

  private static boolean isUidOfBootHandler(int uid) {
    return ProcessHandle.allProcesses()
        .filter(each -> commandLine(each.pid()).contains("/opt/pxeboot-stack/boot-handler/"))
        .anyMatch(each -> uid == uidOf(each.pid()));
  }

  private static int uidOf(long pid) {
    try {
      return (Integer) Files.getAttribute(Path.of("/proc", Long.toString(pid)), "unix:uid");
    } catch (IOException e) {
      return -1; // It has ended.
    }
  }

  private static String commandLine(long pid) {
    try {
      Path file = Path.of("/proc", Long.toString(pid), "cmdline");
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return ""; // It has ended.
    }
  }
}
