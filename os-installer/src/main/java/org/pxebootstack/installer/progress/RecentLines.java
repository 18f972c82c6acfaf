package org.pxebootstack.installer.progress;

import java.util.ArrayDeque;
import java.util.Deque;
import org.pxebootstack.contract.install.ProgressEvent;

/** The last lines that were said, each with the seconds since the installer began. */
final class RecentLines {
  private final long start = System.nanoTime();
  private final Deque<String> lines = new ArrayDeque<>();

  /** Adds one line, or several where {@code text} has several. */
  void add(String text) {
    String time = "%4d s ".formatted((System.nanoTime() - start) / 1_000_000_000);
    text.lines()
        .forEach(each -> {
          lines.addLast(time + each.replaceAll("\\p{Cntrl}", "?"));
          if (lines.size() > ProgressEvent.LOG_LINES) {
            lines.removeFirst();
          }
        });
  }

  /** All of them, or the end, where they are too long for a report. */
  String text() {
    String all = String.join("\n", lines);
    return all.substring(Math.max(0, all.length() - ProgressEvent.LONGEST_LOG));
  }
}
