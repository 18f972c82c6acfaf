package org.pxebootstack.installer.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Serves one file, with ranges, and commits one fault with each request as long as there are any.
 */
final class FaultyServer implements AutoCloseable {
  /** What goes wrong with one answer. */
  sealed interface Fault {
    /** The connection breaks after so many bytes of the body. */
    record Breaks(int after) implements Fault {}

    /** Nothing comes any more after so many bytes of the body. */
    record FallsSilent(int after) implements Fault {}

    record Refuses(int status, Map<String, String> headers) implements Fault {}

    /** A bit is turned over in this byte of the file. */
    record Damages(int at) implements Fault {}

    /** All of the file, whatever was asked for. */
    record IgnoresRange() implements Fault {}

    /** Bytes from here on, whatever was asked for. */
    record AnswersRange(int from) implements Fault {}

    record None() implements Fault {}
  }

  private final HttpServer server;
  private final CountDownLatch end = new CountDownLatch(1);
  private final Queue<Fault> faults;

  /** What was asked for: the Range header, or "all". */
  final Queue<String> requests = new ConcurrentLinkedQueue<>();

  volatile byte[] content;
  volatile @Nullable String etag = "\"1\"";
  volatile @Nullable Fault always;

  FaultyServer(byte[] content, Fault... faults) throws IOException {
    this(content, 0, List.of(faults));
  }

  /**
   * @param port 0 for any
   */
  FaultyServer(byte[] content, int port, List<Fault> faults) throws IOException {
    this.content = content;
    this.faults = new ArrayDeque<>(faults);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext("/rootfs.tar.zst", this::answer);
    server.setExecutor(task -> Thread.ofVirtual().start(task));
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + port() + "/rootfs.tar.zst");
  }

  private Fault nextFault() {
    Fault lasting = always;
    synchronized (faults) {
      Fault next = faults.poll();
      return next != null ? next : lasting != null ? lasting : new Fault.None();
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    requests.add(range == null ? "all" : range);
    Fault fault = nextFault();
    if (fault instanceof Fault.Refuses(int status, Map<String, String> headers)) {
      headers.forEach(exchange.getResponseHeaders()::set);
      exchange.sendResponseHeaders(status, -1);
      exchange.close();
      return;
    }
    String condition = exchange.getRequestHeaders().getFirst("If-Range");
    boolean ranged = range != null && (condition == null || condition.equals(etag));
    int from = ranged ? Integer.parseInt(range.replaceAll("\\D", "")) : 0;
    if (fault instanceof Fault.IgnoresRange) {
      ranged = false;
      from = 0;
    }
    if (ranged && fault instanceof Fault.AnswersRange(int other)) {
      from = other;
    }
    if (from >= content.length) {
      exchange.sendResponseHeaders(416, -1);
      exchange.close();
      return;
    }
    byte[] body = Arrays.copyOfRange(content, from, content.length);
    if (fault instanceof Fault.Damages(int at) && at >= from) {
      body[at - from] ^= 1;
    }
    if (etag != null) {
      exchange.getResponseHeaders().set("ETag", etag);
    }
    if (ranged) {
      exchange
          .getResponseHeaders()
          .set(
              "Content-Range",
              "bytes %d-%d/%d".formatted(from, content.length - 1, content.length));
    }
    exchange.sendResponseHeaders(ranged ? 206 : 200, body.length);
    write(exchange, body, fault);
  }

  private void write(HttpExchange exchange, byte[] body, Fault fault) throws IOException {
    OutputStream out = exchange.getResponseBody();
    switch (fault) {
      case Fault.Breaks(int after) -> {
        out.write(body, 0, Math.min(after, body.length - 1));
        out.flush();
        throw new IOException("the connection breaks");
      }
      case Fault.FallsSilent(int after) -> {
        out.write(body, 0, Math.min(after, body.length - 1));
        out.flush();
        awaitEnd();
      }
      default -> {
        out.write(body);
        exchange.close();
      }
    }
  }

  private void awaitEnd() {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    end.countDown();
    server.stop(0);
  }
}
