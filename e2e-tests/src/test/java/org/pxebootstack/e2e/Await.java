package org.pxebootstack.e2e;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Supplier;
import org.pxebootstack.cli.lab.Lab;

/** Waits for something to happen, with a deadline, and says what it waited for. */
final class Await {
  private Await() {}

  interface Condition {
    boolean holds() throws IOException;
  }

  /**
   * @param details what helps to find out why it did not happen
   */
  static void that(String what, Duration longest, Condition condition, Supplier<String> details)
      throws IOException {
    long end = System.nanoTime() + longest.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() > end) {
        throw new AssertionError(
            "waited %d s in vain for %s%n%s".formatted(longest.toSeconds(), what, details.get()));
      }
      Lab.pause();
    }
  }
}
