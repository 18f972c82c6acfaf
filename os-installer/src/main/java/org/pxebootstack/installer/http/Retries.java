package org.pxebootstack.installer.http;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.pxebootstack.installer.InstallException;

/** Decides after each failure whether, and when, one URL is tried again. For one thread. */
final class Retries {
  private final URI url;
  private final Patience patience;
  private final Consumer<String> say;
  private int failures;
  private long firstFailure;

  /**
   * @param say shows a line to a person: the first failure, and that it goes on
   */
  Retries(URI url, Patience patience, Consumer<String> say) {
    this.url = url;
    this.patience = patience;
    this.say = say;
  }

  /** Something came: the next failure is a first one again. */
  void advanced() {
    if (failures > 0) {
      say.accept(url + " answers again");
    }
    failures = 0;
  }

  /**
   * Waits, as long as the server asks for, where it does.
   *
   * @throws InstallException when there was no advance for the longest time
   */
  void failed(IOException failure) throws InstallException, InterruptedException {
    if (failures++ == 0) {
      firstFailure = System.nanoTime();
      say.accept(
          "%s: %s; trying again for up to %s"
              .formatted(url, inWords(failure), inWords(patience.longest())));
    }
    Duration left = patience.longest().minusNanos(System.nanoTime() - firstFailure);
    if (!left.isPositive()) {
      throw new InstallException(
          "%s could not be fetched for %s: %s; see that the stack is running and reachable, then start this machine again"
              .formatted(url, inWords(patience.longest()), inWords(failure)),
          failure);
    }
    double random = ThreadLocalRandom.current().nextDouble();
    Duration pause = patience.pause(failures, random);
    if (failure instanceof BusyException busy) {
      pause = pause.plus(busy.retryAfter());
    }
    Thread.sleep(pause.compareTo(left) > 0 ? left : pause);
  }

  private static String inWords(IOException failure) {
    return failure.getMessage() == null ? failure.toString() : failure.getMessage();
  }

  private static String inWords(Duration duration) {
    return duration.toSeconds() % 60 == 0
        ? duration.toMinutes() + " min"
        : duration.toSeconds() + " s";
  }
}
