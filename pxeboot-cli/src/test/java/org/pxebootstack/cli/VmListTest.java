package org.pxebootstack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code pxeboot vm list}, with a stack's events as they were recorded. */
class VmListTest {
  private static final String EVENTS =
      """
      event: machines
      data: [{"name":"web1","mac":"52:54:00:00:00:01","ip":"10.0.0.1","arch":"x86_64","distro":"debian-13","pxeboot":true,"policy":"always","reboot_on_success":true,"state":"installing","phase":"root-filesystem","done_bytes":104857600,"total_bytes":419430400,"bytes_per_second":41943040,"seconds_left":7,"changed_at":"2099-01-01T00:00:00Z"},{"name":"db1","mac":"52:54:00:00:00:02","arch":"x86_64","distro":"debian-13","pxeboot":true,"policy":"always","reboot_on_success":true,"state":"failed","phase":"disk","message":"there is \\u001b[31mno disk; attach one","changed_at":"2099-01-01T00:00:00Z"}]

      event: unknown
      data: [{"mac":"52:54:00:00:00:09","address":"10.0.0.9","first_asked_at":"2099-01-01T00:00:00Z","last_asked_at":"2099-01-01T00:00:00Z","times":3}]

      """;

  @Test
  void whatNeedsAPersonComesFirst() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/api/v1/events",
        exchange -> {
          try (exchange) {
            byte[] body = EVENTS.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
          }
        });
    server.start();
    try {
      CommandRun run =
          CommandRun.of(
              Map.of(),
              "vm",
              "list",
              "--stack",
              "http://127.0.0.1:" + server.getAddress().getPort());
      assertThat(run.err()).isEmpty();
      assertThat(run.out())
          .isEqualTo(
              """
              NAME  MAC                ADDRESS   STATE        AGE  DOING
              db1   52:54:00:00:00:02  -         failed       0 s  disk, there is \\u001b[31mno disk; attach one
              -     52:54:00:00:00:09  10.0.0.9  not defined  0 s  asked 3 times; write a definition with this MAC
              web1  52:54:00:00:00:01  10.0.0.1  installing   0 s  root-filesystem, [#####---------------] 25 %, 100.0 MiB of 400.0 MiB, 40.0 MiB/s, 7 s left
              """);
      assertThat(run.exitCode()).isZero();
    } finally {
      server.stop(0);
    }
  }

  @Test
  void aStackThatDoesNotAnswerIsNamed() {
    CommandRun run = CommandRun.of(Map.of(), "vm", "list", "--stack", "http://127.0.0.1:1");
    assertThat(run.exitCode()).isNotZero();
    assertThat(run.err())
        .isEqualTo(
            "pxeboot: http://127.0.0.1:1/api/v1/events does not answer; is the stack running, and"
                + " is --stack its address?\n");
    CommandRun notAUrl = CommandRun.of(Map.of(), "vm", "list", "--stack", "provisioner");
    assertThat(notAUrl.err())
        .isEqualTo("pxeboot: provisioner is not a URL; write one such as http://192.168.105.1\n");
  }
}
