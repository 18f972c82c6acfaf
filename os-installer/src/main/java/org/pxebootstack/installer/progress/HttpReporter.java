package org.pxebootstack.installer.progress;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.pxebootstack.contract.install.ContractJson;
import org.pxebootstack.contract.install.ProgressEvent;
import org.pxebootstack.installer.http.BootToken;
import org.pxebootstack.installer.http.Post;
import tools.jackson.databind.json.JsonMapper;

/** Posts events to boot-handler; the last ones, which matter most, are tried several times. */
public final class HttpReporter implements Reporter {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final int FINAL_TRIES = 10;

  private final JsonMapper json = ContractJson.mapper();
  private final URI url;
  private final BootToken token;
  private final Console console;
  private CompletableFuture<Void> onItsWay = CompletableFuture.completedFuture(null);

  public HttpReporter(URI url, BootToken token, Console console) {
    this.url = url;
    this.token = token;
    this.console = console;
  }

  /**
   * Sends the event. Those that only count bytes are sent in the background, and left out while one
   * is still on its way: a slow boot-handler does not slow down the disk.
   */
  @Override
  public void report(ProgressEvent event) {
    if (event.doneBytes() != null) {
      if (onItsWay.isDone()) {
        onItsWay = CompletableFuture.runAsync(() -> post(event), Thread.ofVirtual()::start);
      }
      return;
    }
    onItsWay.join(); // Events arrive in their order.
    int tries = event.status() == ProgressEvent.Status.RUNNING ? 1 : FINAL_TRIES;
    for (int i = 1; i <= tries; i++) {
      if (post(event)) {
        return;
      }
      if (i < tries && !pause()) {
        return;
      }
    }
    if (tries > 1) {
      console.line("boot-handler could not be told: " + url + " does not take reports");
    }
  }

  private boolean post(ProgressEvent event) {
    try {
      return Post.json(url, json.writeValueAsString(event), token, TIMEOUT) / 100 == 2;
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean pause() {
    try {
      Thread.sleep(Duration.ofSeconds(1));
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
