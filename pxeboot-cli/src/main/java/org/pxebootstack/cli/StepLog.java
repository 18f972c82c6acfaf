package org.pxebootstack.cli;

import java.io.Console;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.contract.machine.DataSize;

/**
 * Shows long work to a person: a line for each step with the time since the start, and a bar for
 * what moves bytes, which redraws itself on a terminal and is a few plain lines elsewhere.
 */
public final class StepLog {
  private static final int BAR_WIDTH = 30;
  private static final int PLAIN_STEP_PERCENT = 20;

  private final PrintStream out;
  private final boolean terminal;
  private final long start = System.nanoTime();
  private boolean barShown;
  private int plainPercent = -1;

  StepLog(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  @SuppressWarnings("SystemConsoleNull") // the JDK's own Javadoc still says that it may be null
  public static StepLog ofStandardOutput() {
    Console console = System.console();
    return new StepLog(System.out, console != null && console.isTerminal());
  }

  /** Time since this log was made. */
  public Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  public synchronized void step(String what, String text) {
    endBar();
    out.printf(Locale.ROOT, "[%6.1f s] %-10s %s%n", seconds(), what, text);
    out.flush();
  }

  /**
   * So much is done.
   *
   * @param total null where nobody knows
   * @param bytesPerSecond shown beside it
   */
  public synchronized void bytes(
      String what, long done, @Nullable Long total, double bytesPerSecond) {
    int percent = total == null || total == 0 ? 0 : (int) (done * 100 / total);
    String rate = new DataSize((long) bytesPerSecond) + "/s";
    String amount = new DataSize(done) + (total == null ? "" : " of " + new DataSize(total));
    if (terminal) {
      int filled = percent * BAR_WIDTH / 100;
      String bar = "#".repeat(filled) + "-".repeat(BAR_WIDTH - filled);
      out.printf(
          Locale.ROOT,
          "\r\033[K[%6.1f s] %-10s [%s] %3d %%  %s  %s",
          seconds(),
          what,
          bar,
          percent,
          amount,
          rate);
      barShown = true;
    } else if (percent / PLAIN_STEP_PERCENT > plainPercent / PLAIN_STEP_PERCENT
        || plainPercent < 0
        || percent < plainPercent) {
      plainPercent = percent;
      out.printf(
          Locale.ROOT, "[%6.1f s] %-10s %3d %%  %s  %s%n", seconds(), what, percent, amount, rate);
    }
    out.flush();
  }

  private void endBar() {
    plainPercent = -1;
    if (barShown) {
      out.println();
      barShown = false;
    }
  }

  private double seconds() {
    return elapsed().toMillis() / 1000.0;
  }
}
