package org.pxebootstack.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Reads one output stream of a process in its own thread, so that a full pipe never stops the
 * process, and keeps the end of it.
 */
final class OutputCollector implements AutoCloseable {
  static final int KEPT = 1 << 20;
  private static final long LINGER_MILLIS = 2000;

  private final StringBuilder kept = new StringBuilder();
  private final Thread reader;

  OutputCollector(InputStream stream, Consumer<String> onLine) {
    reader = Thread.ofVirtual().name("output").start(() -> read(stream, onLine));
  }

  private void read(InputStream stream, Consumer<String> onLine) {
    try (var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        append(line);
        onLine.accept(line);
      }
    } catch (IOException e) {
      // The process has ended and its pipe with it.
    }
  }

  private synchronized void append(String line) {
    kept.append(line).append('\n');
    if (kept.length() > 2 * KEPT) {
      kept.delete(0, kept.length() - KEPT);
    }
  }

  /**
   * All that was said. A grandchild may hold the pipe open after the process has ended, so this
   * waits only a short while for the end of it.
   */
  String text() throws InterruptedException {
    reader.join(LINGER_MILLIS);
    return soFar();
  }

  synchronized String soFar() {
    return kept.toString();
  }

  @Override
  public void close() {
    reader.interrupt();
  }
}
