package org.pxebootstack.boothandler;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Server-sent events as they come, read by a thread of its own. */
final class EventStream implements AutoCloseable {
  private static final Duration COMES = Duration.ofSeconds(20);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final HttpResponse<InputStream> response;
  private final List<Event> events = new ArrayList<>();
  private boolean ended;

  /**
   * One event.
   *
   * @param at by the clock of {@link System#nanoTime}
   */
  record Event(String name, String data, long at) {}

  EventStream(RunningBootHandler handler, String path) throws IOException, InterruptedException {
    response =
        client.send(
            HttpRequest.newBuilder(handler.url(path)).build(),
            HttpResponse.BodyHandlers.ofInputStream());
    Thread.ofVirtual().start(this::read);
  }

  HttpResponse<InputStream> response() {
    return response;
  }

  private void read() {
    try (var lines = response.body()) {
      StringBuilder event = new StringBuilder();
      int b = lines.read();
      while (b >= 0) {
        event.append((char) b);
        if (event.length() > 1 && event.substring(event.length() - 2).equals("\n\n")) {
          add(event.toString());
          event.setLength(0);
        }
        b = lines.read();
      }
    } catch (IOException e) {
      // It was closed, or the server has ended.
    }
    synchronized (events) {
      ended = true;
      events.notifyAll();
    }
  }

  private void add(String latin1) {
    String text = new String(latin1.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    String name = "";
    List<String> data = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      if (line.startsWith("event: ")) {
        name = line.substring("event: ".length());
      } else if (line.startsWith("data: ")) {
        data.add(line.substring("data: ".length()));
      }
    }
    synchronized (events) {
      events.add(new Event(name, String.join("\n", data), System.nanoTime()));
      events.notifyAll();
    }
  }

  /** The first such event, of those that were not given out yet. */
  Event next(String what, Predicate<Event> wanted) throws InterruptedException {
    long end = System.nanoTime() + COMES.toNanos();
    synchronized (events) {
      while (true) {
        while (!events.isEmpty()) {
          Event event = events.removeFirst();
          if (wanted.test(event)) {
            return event;
          }
        }
        long left = (end - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          throw new AssertionError("waited in vain for " + what);
        }
        events.wait(left);
      }
    }
  }

  void awaitEnd() throws InterruptedException {
    long end = System.nanoTime() + COMES.toNanos();
    synchronized (events) {
      while (!ended) {
        if (System.nanoTime() > end) {
          throw new AssertionError("the stream goes on");
        }
        events.wait(100);
      }
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
    client.close();
  }
}
