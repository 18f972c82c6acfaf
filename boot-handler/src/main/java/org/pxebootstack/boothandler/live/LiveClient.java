package org.pxebootstack.boothandler.live;

import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/**
 * One connection. What it has not taken yet is bounded: one that is too slow loses all of it, and
 * gets everything as it is then.
 */
final class LiveClient implements StreamingResponseBody {
  private static final int MOST_WAITING = 8;
  private static final int HEARTBEAT_SECONDS = 15;
  private static final byte[] END = {};

  private final BlockingQueue<byte[]> waiting = new LinkedBlockingQueue<>(MOST_WAITING);
  private final AtomicBoolean behind = new AtomicBoolean();
  private final ServletResponse response;
  private final Consumer<LiveClient> atEnd;

  LiveClient(ServletResponse response, Consumer<LiveClient> atEnd) {
    this.response = response;
    this.atEnd = atEnd;
  }

  /** Never waits. */
  void send(byte[] message) {
    if (!waiting.offer(message)) {
      waiting.clear();
      behind.set(true);
    }
  }

  /** Whether messages were lost since this was asked last. */
  boolean wasBehind() {
    return behind.getAndSet(false);
  }

  void end() {
    waiting.clear();
    var _ = waiting.offer(END);
  }

  @Override
  public void writeTo(OutputStream out) {
    byte[] heartbeat = Sse.HEARTBEAT.getBytes(StandardCharsets.UTF_8);
    try {
      while (true) {
        byte[] message = waiting.poll(HEARTBEAT_SECONDS, TimeUnit.SECONDS);
        if (message != null && message.length == 0) {
          return;
        }
        out.write(message == null ? heartbeat : message);
        // Spring's stream is not flushed by its own method.
        response.flushBuffer();
      }
    } catch (IOException e) {
      // It has gone, which is how most of them end.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      atEnd.accept(this);
    }
  }
}
