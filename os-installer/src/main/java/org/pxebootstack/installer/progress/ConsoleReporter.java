package org.pxebootstack.installer.progress;

import org.pxebootstack.contract.install.ProgressEvent;
import org.pxebootstack.contract.machine.DataSize;

/** Shows events on the consoles: each phase once, and every tenth part of a long one. */
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
    if (done != null && total != null && total > 0 && done * 10 / total > tenthsShown) {
      tenthsShown = done * 10 / total;
      console.line("%d %% of %s".formatted(tenthsShown * 10, new DataSize(total)));
    }
  }
}
