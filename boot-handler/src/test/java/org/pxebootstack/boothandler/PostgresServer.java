package org.pxebootstack.boothandler;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Debian's PostgreSQL on a directory of its own, which is removed with it. */
final class PostgresServer implements AutoCloseable {
  private final Path programs;
  private final Path directory;
  private final int port;

  /** Makes a cluster and starts it. */
  PostgresServer() throws IOException {
    this.programs = programs();
    this.directory = Files.createTempDirectory("pxeboot-postgres");
    this.port = FreePort.find();
    Path data = directory.resolve("data");
    if (System.getProperty("user.name").equals("root")) {
      run("chown", "postgres", directory.toString());
    }
    asServer("initdb", "--pgdata=" + data, "--auth=trust", "--username=pxeboot", "--no-sync");
    String options = "-p %d -h 127.0.0.1 -k %s -c max_connections=40".formatted(port, directory);
    String log = "--log=" + directory.resolve("log");
    asServer("pg_ctl", "--pgdata=" + data, "-w", "-t", "60", "-o", options, log, "start");
  }

  private static Path programs() throws IOException {
    try (Stream<Path> versions = Files.list(Path.of("/usr/lib/postgresql"))) {
      return versions
          .max(Comparator.naturalOrder())
          .orElseThrow(() -> new IOException("no PostgreSQL; install Debian's package postgresql"))
          .resolve("bin");
    }
  }

  /** An empty database of this name. */
  String database(String name) throws IOException {
    asServer("createdb", "-h", "127.0.0.1", "-p", Integer.toString(port), "-U", "pxeboot", name);
    return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, name);
  }

  /** It refuses to run as root. */
  private void asServer(String program, String... arguments) throws IOException {
    List<String> argv = new ArrayList<>();
    if (System.getProperty("user.name").equals("root")) {
      argv.addAll(List.of("runuser", "-u", "postgres", "--"));
    }
    argv.add(programs.resolve(program).toString());
    argv.addAll(List.of(arguments));
    run(argv.toArray(String[]::new));
  }

  private static void run(String... argv) throws IOException {
    Path output = Files.createTempFile("pxeboot-postgres", ".log");
    try {
      Process process =
          new ProcessBuilder(argv)
              .directory(Path.of("/").toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      if (process.waitFor() != 0) {
        throw new IOException(String.join(" ", argv) + " failed: " + Files.readString(output));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      Files.delete(output);
    }
  }

  @Override
  public void close() throws IOException {
    asServer("pg_ctl", "--pgdata=" + directory.resolve("data"), "-w", "-m", "immediate", "stop");
    run("rm", "-r", "-f", directory.toString());
  }
}
