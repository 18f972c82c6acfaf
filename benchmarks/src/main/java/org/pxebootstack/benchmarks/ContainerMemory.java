package org.pxebootstack.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.pxebootstack.command.Command;

/** What all processes of a container have in memory; what they share is counted once. */
final class ContainerMemory {
  private ContainerMemory() {}

  /** The sum of their proportional set sizes (proc_pid_smaps_rollup(5)), in MiB. */
  static double proportionalMebibytes(String container) throws IOException {
    Path namespace = namespace(pid(container));
    return ProcessHandle.allProcesses()
        .map(ProcessHandle::pid)
        .filter(each -> isIn(each, namespace))
        .mapToDouble(ContainerMemory::ofOne)
        .sum();
  }

  /** The number, on this host, of a running container's first process. */
  static long pid(String container) throws IOException {
    Command inspect = Command.of("docker", "inspect", "--format", "{{.State.Pid}}", container);
    return Long.parseLong(inspect.run().output().strip());
  }

  private static Path namespace(long pid) throws IOException {
    return Files.readSymbolicLink(Path.of("/proc", Long.toString(pid), "ns/pid"));
  }

  private static boolean isIn(long pid, Path namespace) {
    try {
      return namespace(pid).equals(namespace);
    } catch (IOException e) {
      return false; // It has ended.
    }
  }

  private static double ofOne(long pid) {
    try {
      return Files.readAllLines(Path.of("/proc", Long.toString(pid), "smaps_rollup")).stream()
          .filter(each -> each.startsWith("Pss:"))
          .mapToDouble(each -> Double.parseDouble(each.replaceAll("\\D", "")) / 1024)
          .sum();
    } catch (IOException e) {
      return 0; // It has ended.
    }
  }
}
