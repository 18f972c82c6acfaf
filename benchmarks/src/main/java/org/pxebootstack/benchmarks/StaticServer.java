package org.pxebootstack.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.pxebootstack.command.Command;

/** The container's nginx, for files alone, on this host's loopback. */
record StaticServer(String container) implements AutoCloseable {
  private static final String ADDRESS = "127.0.0.1:18099";
  static final String URL = "http://" + ADDRESS;

  static StaticServer start(String image, Path directory) throws IOException {
    Path configuration = directory.resolve("nginx.conf").toAbsolutePath();
    Files.writeString(
        configuration,
        """
        daemon off;
        pid /tmp/nginx.pid;
        error_log /dev/stderr warn;
        events {}
        http {
          sendfile on;
          tcp_nopush on;
          access_log off;
          server {
            listen %s;
            root /served;
          }
        }
        """
            .formatted(ADDRESS));
    String container =
        Command.of("docker", "run", "--detach", "--rm", "--network", "host")
            .with("--volume", directory.toAbsolutePath() + ":/served:ro")
            .with("--entrypoint", "nginx", image, "-c", "/served/nginx.conf")
            .run()
            .output()
            .strip();
    StaticServer server = new StaticServer(container);
    try {
      var _ =
          Command.of("curl", "--silent", "--fail", "--retry-connrefused", "--retry", "10")
              .with("--output", "/dev/null", URL + ServedTree.CONFIGURATION)
              .run();
      return server;
    } catch (IOException e) {
      server.close();
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    var _ = Command.of("docker", "kill", container).tryRun();
  }
}
