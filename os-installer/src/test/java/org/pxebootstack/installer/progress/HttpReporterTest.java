package org.pxebootstack.installer.progress;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pxebootstack.contract.install.ProgressEvent;
import org.pxebootstack.installer.http.BootToken;

/** Against a real server, which is not always there. */
@Timeout(30)
class HttpReporterTest {
  private final Queue<String> taken = new ConcurrentLinkedQueue<>();
  private final Queue<String> tokens = new ConcurrentLinkedQueue<>();
  private final Console console = new Console(List.of());
  private final AtomicInteger status = new AtomicInteger(204);
  private @Nullable HttpServer server;

  @AfterEach
  void stop() {
    if (server != null) {
      server.stop(0);
    }
  }

  @Test
  void eventsArriveInTheirOrderAndTheTokenIsRenewed() throws IOException {
    Reporter reporter = reporter(start(0), Duration.ofSeconds(20));
    reporter.report(ProgressEvent.running("network"));
    reporter.report(ProgressEvent.running("disk"));
    reporter.report(ProgressEvent.installed("finish"));
    assertThat(taken).containsExactly("running network", "running disk", "installed finish");
    assertThat(tokens).containsExactly("Bearer first", "Bearer second", "Bearer second");
  }

  @Test
  void aServerThatIsGoneForAWhileHoldsUpNothing() throws Exception {
    int port = start(0);
    stop();
    Reporter reporter = reporter(port, Duration.ofSeconds(20));
    long start = System.nanoTime();
    reporter.report(ProgressEvent.running("disk"));
    reporter.report(ProgressEvent.running("root-filesystem"));
    for (int i = 0; i < 50; i++) {
      reporter.report(ProgressEvent.running("root-filesystem", i, 50, 1));
    }
    reporter.report(ProgressEvent.running("finish"));
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
    var _ = start(port);
    reporter.report(ProgressEvent.failed("finish", "why", "log"));
    assertThat(taken)
        .containsExactly(
            "running disk", "running root-filesystem", "running finish", "failed finish");
  }

  @Test
  void aServerThatStaysAwayIsNotWaitedForForEver() throws Exception {
    int port = start(0);
    stop();
    reporter(port, Duration.ofMillis(300)).report(ProgressEvent.installed("finish"));
    assertThat(console.recent())
        .matches(" *\\d+ s boot-handler could not be told: http://.* does not take reports");
    var _ = start(port);
    Thread.sleep(200); // Twenty times the pause between two tries.
    assertThat(taken).isEmpty();
  }

  @Test
  void whatIsRefusedIsNotSentAgain() throws IOException {
    status.set(403);
    Reporter reporter = reporter(start(0), Duration.ofSeconds(20));
    reporter.report(ProgressEvent.running("disk"));
    reporter.report(ProgressEvent.installed("finish"));
    assertThat(taken).containsExactly("running disk", "installed finish");
    assertThat(console.recent())
        .matches(" *\\d+ s boot-handler took no report of how this ended: it answered 403");
  }

  private Reporter reporter(int port, Duration finalWait) {
    return new HttpReporter(
        URI.create("http://127.0.0.1:" + port + "/progress/x"),
        new BootToken("first"),
        console,
        Duration.ofMillis(10),
        finalWait);
  }

  private int start(int port) throws IOException {
    HttpServer started =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server = started;
    started.createContext(
        "/progress/x",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          taken.add(
              body.replaceAll(".*\"status\":\"([a-z]+)\",\"phase\":\"([a-z-]+)\".*", "$1 $2"));
          tokens.add(exchange.getRequestHeaders().getFirst("Authorization"));
          exchange.getResponseHeaders().set("Pxeboot-Token", "second");
          exchange.sendResponseHeaders(status.get(), -1);
          exchange.close();
        });
    started.start();
    return started.getAddress().getPort();
  }
}
