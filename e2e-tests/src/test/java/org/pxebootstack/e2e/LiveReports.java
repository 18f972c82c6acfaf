package org.pxebootstack.e2e;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A program that takes reports by HTTP POST and leaves each in a file, by its path's last name. */
final class LiveReports {
  private LiveReports() {}

  /** Arguments: address, port, directory. */
  public static void main(String[] args) throws IOException {
    Path directory = Path.of(args[2]);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(args[0], Integer.parseInt(args[1])), 0);
    server.createContext(
        "/report/",
        exchange -> {
          String name = exchange.getRequestURI().getPath().replaceFirst("^.*/", "");
          if (name.matches("[a-z0-9-]{1,40}")) {
            Path part = directory.resolve(name + ".part");
            Files.write(part, exchange.getRequestBody().readAllBytes());
            Files.move(part, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
          }
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
  }
}
