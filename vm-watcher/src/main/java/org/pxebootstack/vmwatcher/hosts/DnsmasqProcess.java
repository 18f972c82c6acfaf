package org.pxebootstack.vmwatcher.hosts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.pxebootstack.command.Command;

/** The dnsmasq that a pid file names. */
final class DnsmasqProcess {
  private final Path pidFile;

  DnsmasqProcess(Path pidFile) {
    this.pidFile = pidFile;
  }

  /**
   * Has dnsmasq read its host files again (dnsmasq(8), "Notes", SIGHUP).
   *
   * @return false where it is not running: it will read them when it starts
   */
  boolean reload() throws IOException {
    OptionalLong pid = pid();
    if (pid.isEmpty()) {
      return false;
    }
    return Command.of("kill", "-HUP", Long.toString(pid.getAsLong())).tryRun().succeeded();
  }

  /** Its process id, unless the file is old and the number now is another program's. */
  private OptionalLong pid() throws IOException {
    try {
      long pid = Long.parseLong(Files.readString(pidFile).strip());
      String name = Files.readString(Path.of("/proc", Long.toString(pid), "comm")).strip();
      return name.equals("dnsmasq") ? OptionalLong.of(pid) : OptionalLong.empty();
    } catch (NoSuchFileException | NumberFormatException e) {
      return OptionalLong.empty();
    }
  }
}
