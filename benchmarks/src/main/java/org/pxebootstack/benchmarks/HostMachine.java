package org.pxebootstack.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.pxebootstack.command.Command;

/** The machine that was measured on, in a sentence. */
final class HostMachine {
  private HostMachine() {}

  static String describe() throws IOException {
    String processor =
        Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
            .filter(each -> each.startsWith("model name"))
            .map(each -> each.substring(each.indexOf(':') + 1).strip())
            .findFirst()
            .orElse("a processor without a name");
    long kibibytes =
        Files.readAllLines(Path.of("/proc/meminfo")).stream()
            .filter(each -> each.startsWith("MemTotal:"))
            .mapToLong(each -> Long.parseLong(each.replaceAll("\\D", "")))
            .findFirst()
            .orElseThrow();
    return "%s: %d × %s, %.0f GiB, Linux %s, Docker %s"
        .formatted(
            LocalDate.now(ZoneOffset.UTC),
            Runtime.getRuntime().availableProcessors(),
            processor,
            kibibytes / 1024.0 / 1024,
            System.getProperty("os.version"),
            Command.of("docker", "version", "--format", "{{.Server.Version}}")
                .run()
                .output()
                .strip());
  }
}
