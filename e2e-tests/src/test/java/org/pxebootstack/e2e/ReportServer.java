package org.pxebootstack.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.cli.lab.Lab;
import org.pxebootstack.contract.machine.MacAddress;

/** An HTTP server in the lab's network to which machines post what they have to tell. */
final class ReportServer implements AutoCloseable {
  /** Where machines post to, with their MACs behind a slash. */
  static final String URL = "http://192.168.105.254:8000/cgi-bin/report";

  private static final String PROGRAM =
      """
      #!/bin/sh
      head -c "$CONTENT_LENGTH" >"../reports/$(basename "$PATH_INFO").part"
      mv "../reports/$(basename "$PATH_INFO").part" "../reports/$(basename "$PATH_INFO")"
      printf 'Content-Type: text/plain\\r\\n\\r\\nthank you\\n'
      """;

  private final Lab lab;
  private final Path directory;
  private @Nullable Process process;

  ReportServer(Lab lab, Path directory) {
    this.lab = lab;
    this.directory = directory;
  }

  void start() throws IOException {
    Path program = Files.createDirectories(directory.resolve("cgi-bin")).resolve("report");
    Files.createDirectories(directory.resolve("reports"));
    Files.writeString(program, PROGRAM);
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    process =
        lab.inNetwork("busybox", "httpd", "-f", "-p", "8000", "-h", directory.toString())
            .startInBackground(directory.resolve("httpd.log"));
  }

  /** What a machine has told, by the words before its colons. */
  Optional<Map<String, String>> of(MacAddress mac) throws IOException {
    Path report = directory.resolve("reports").resolve(mac.toString());
    return Files.exists(report)
        ? Optional.of(
            Files.readAllLines(report).stream()
                .map(each -> each.split(": ", 2))
                .collect(Collectors.toMap(each -> each[0], each -> each[1])))
        : Optional.empty();
  }

  @Override
  public void close() {
    Process running = process;
    if (running != null) {
      running.descendants().forEach(ProcessHandle::destroy);
      running.destroy();
      try {
        running.waitFor(5, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
