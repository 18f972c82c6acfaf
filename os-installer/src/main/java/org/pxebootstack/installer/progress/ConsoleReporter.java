package org.pxebootstack.installer.progress;

import org.pxebootstack.contract.install.ProgressEvent;
import org.pxebootstack.contract.machine.DataSize;

/** Shows events on the consoles: each phase once, and how far a long one is. */
public final class ConsoleReporter implements Reporter {
  private final Console console;
  private String phase = "";
  private long tenthsShown;

  public ConsoleReporter(Console console) {
    this.console = console;
  }

  @Override
  public void report(ProgressEvent event) {
    switch (event.status()) {
      case INSTALLED -> console.line("installed");
      case FAILED ->
          console.line("FAILED in phase " + event.phase() + ": " + String.valueOf(event.message()));
      case RUNNING -> running(event);
    }
  }

  private void running(ProgressEvent event) {
    if (!event.phase().equals(phase)) {
      phase = event.phase();
      tenthsShown = 0;
      console.line("phase " + phase);
    }
    Long done = event.doneBytes();
    Long total = event.totalBytes();
    if (done != null && total != null && total > 0) {
      long tenths = done * 10 / total;
      console.status(
          "%d %% of %s%s".formatted(done * 100 / total, new DataSize(total), rate(event)),
          tenths > tenthsShown);
      tenthsShown = tenths;
    }
  }

  private static String rate(ProgressEvent event) {
    Long rate = event.bytesPerSecond();
    Long left = event.secondsLeft();
    if (rate == null) {
      return "";
    }
    String time = left == null ? "" : ", %d s left".formatted(left);
    return ", " + new DataSize(rate) + "/s" + time;
  }
}
