package org.pxebootstack.installer.progress;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.pxebootstack.contract.install.ContractJson;
import org.pxebootstack.contract.install.ProgressEvent;
import org.pxebootstack.installer.http.BootToken;
import org.pxebootstack.installer.http.Post;
import tools.jackson.databind.json.JsonMapper;

/**
 * Posts events to boot-handler, in their order and in the background: one that is slow or gone
 * holds up nothing but the end of the installation, for a while.
 */
public final class HttpReporter implements Reporter {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration FINAL_WAIT = Duration.ofMinutes(2);
  private static final int NO_ANSWER = -1;

  private final JsonMapper json = ContractJson.mapper();
  private final URI url;
  private final BootToken token;
  private final Console console;
  private final Duration pause;
  private final Duration finalWait;
  private final Deque<ProgressEvent> waiting = new ArrayDeque<>();

  public HttpReporter(URI url, BootToken token, Console console) {
    this(url, token, console, PAUSE, FINAL_WAIT);
  }

  /**
   * @param pause before an event is sent again
   * @param finalWait for boot-handler to take the event that ends the installation
   */
  HttpReporter(URI url, BootToken token, Console console, Duration pause, Duration finalWait) {
    this.url = url;
    this.token = token;
    this.console = console;
    this.pause = pause;
    this.finalWait = finalWait;
    Thread.ofVirtual().name("reports").start(this::deliver);
  }

  @Override
  public synchronized void report(ProgressEvent event) {
    waiting.removeIf(each -> each.doneBytes() != null); // A later one says more.
    waiting.addLast(event);
    notifyAll();
    if (event.status() != ProgressEvent.Status.RUNNING && !awaitDelivery()) {
      waiting.clear(); // Given up: nothing is to arrive after the end.
      console.line("boot-handler could not be told: " + url + " does not take reports");
    }
  }

  private synchronized boolean awaitDelivery() {
    long end = System.nanoTime() + finalWait.toNanos();
    try {
      while (!waiting.isEmpty()) {
        long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
        if (left <= 0) {
          return false;
        }
        wait(left);
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void deliver() {
    try {
      while (true) {
        ProgressEvent next = next();
        int status = post(next);
        if (status == NO_ANSWER || status >= 500) {
          Thread.sleep(pause); // It may recover; whoever refuses it now refuses it later too.
          continue;
        }
        if (status >= 400 && next.status() != ProgressEvent.Status.RUNNING) {
          console.line("boot-handler took no report of how this ended: it answered " + status);
        }
        delivered(next);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized ProgressEvent next() throws InterruptedException {
    while (waiting.isEmpty()) {
      wait();
    }
    return waiting.getFirst();
  }

  private synchronized void delivered(ProgressEvent event) {
    waiting.remove(event);
    notifyAll();
  }

  /** The status of the answer, or {@link #NO_ANSWER}. */
  private int post(ProgressEvent event) {
    try {
      return Post.json(url, json.writeValueAsString(event), token, TIMEOUT);
    } catch (IOException e) {
      return NO_ANSWER;
    }
  }
}
