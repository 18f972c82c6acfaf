package org.pxebootstack.vmwatcher.hosts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.pxebootstack.command.Command;

/** The dnsmasq that a pid file names. */
final class DnsmasqProcess {
  private final Path pidFile;
  private final Path configuration;

  DnsmasqProcess(Path pidFile, Path configuration) {
    this.pidFile = pidFile;
    this.configuration = configuration;
  }

  /**
   * Has dnsmasq read its host files again (dnsmasq(8), "Notes", SIGHUP).
   *
   * @return false where it is not running: it will read them when it starts. Once it does, a signal
   *     is either late enough to be heeded or early enough not to be needed
   */
  boolean reload() throws IOException {
    OptionalLong pid = pid();
    return pid.isPresent()
        && Command.of("kill", "-HUP", Long.toString(pid.getAsLong())).tryRun().succeeded();
  }

  /** Its process id, unless the file is old and the number now is another program's. */
  private OptionalLong pid() {
    try {
      long pid = Long.parseLong(Files.readString(pidFile).strip());
      Path commandLine = Path.of("/proc", Long.toString(pid), "cmdline"); // empty for a zombie
      List<String> argv = List.of(Files.readString(commandLine).split("\0"));
      return Path.of(argv.getFirst()).endsWith("dnsmasq")
              && argv.contains("--conf-file=" + configuration)
          ? OptionalLong.of(pid)
          : OptionalLong.empty();
    } catch (IOException | NumberFormatException e) {
      return OptionalLong.empty(); // not written yet, or ended just now
    }
  }
}
