package org.pxebootstack.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * A process of the container, as this host's kernel sees it (proc_pid_stat(5)).
 *
 * @param pid on this host
 */
record ServiceProcess(long pid) {
  /** Of {@code /proc}'s clock; Linux has shown user space this many for decades. */
  private static final int TICKS_PER_SECOND = 100;

  private static final int USER_TIME = 11;
  private static final int SYSTEM_TIME = 12;
  private static final int START_TIME = 19;

  /**
   * Finds the process whose command line contains {@code text}, in the network namespace of
   * another.
   */
  static Optional<ServiceProcess> find(long inNamespaceOf, String text) throws IOException {
    Path namespace = namespace(inNamespaceOf);
    return ProcessHandle.allProcesses()
        .map(ProcessHandle::pid)
        .filter(each -> commandLine(each).contains(text))
        .filter(each -> isIn(each, namespace))
        .map(ServiceProcess::new)
        .findFirst();
  }

  private static Path namespace(long pid) throws IOException {
    return Files.readSymbolicLink(Path.of("/proc", Long.toString(pid), "ns/net"));
  }

  private static boolean isIn(long pid, Path namespace) {
    try {
      return namespace(pid).equals(namespace);
    } catch (IOException e) {
      return false; // It has ended.
    }
  }

  private static String commandLine(long pid) {
    try {
      byte[] bytes = Files.readAllBytes(Path.of("/proc", Long.toString(pid), "cmdline"));
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  /** Resident memory, in MiB. */
  double residentMebibytes() throws IOException {
    return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
        .filter(each -> each.startsWith("VmRSS:"))
        .mapToDouble(each -> Double.parseDouble(each.replaceAll("\\D", "")) / 1024)
        .findFirst()
        .orElseThrow();
  }

  /** Processor time since it began. */
  Duration processorTime() throws IOException {
    String[] fields = statistics();
    return ticks(Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME]));
  }

  /** How long it has been running. */
  Duration age() throws IOException {
    String uptime = Files.readString(Path.of("/proc/uptime")).split(" ")[0];
    Duration sinceBoot = Duration.ofMillis(Math.round(Double.parseDouble(uptime) * 1000));
    return sinceBoot.minus(ticks(Long.parseLong(statistics()[START_TIME])));
  }

  /** The fields behind the name, which may hold spaces. */
  private String[] statistics() throws IOException {
    String line = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
    return line.substring(line.lastIndexOf(')') + 2).split(" ");
  }

  private static Duration ticks(long count) {
    return Duration.ofMillis(count * 1000 / TICKS_PER_SECOND);
  }

  void kill() {
    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
  }
}
