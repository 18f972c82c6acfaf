package org.pxebootstack.vmwatcher;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** A line of the log, in the form of boot-handler's, without a megabyte of formatting classes. */
final class LogLine extends Formatter {
  /** Gives all of this program's log this form. */
  static void use() {
    for (Handler each : Logger.getLogger("").getHandlers()) {
      each.setFormatter(new LogLine());
    }
  }

  @Override
  public String format(LogRecord entry) {
    String time =
        LocalDateTime.ofInstant(entry.getInstant(), ZoneOffset.UTC)
            .truncatedTo(ChronoUnit.MILLIS)
            .toString();
    String name = entry.getLevel().getName();
    String level =
        name.equals("WARNING") ? "WARN " : name + " ".repeat(Math.max(0, 5 - name.length()));
    String line = time + "Z vm-watcher   " + level + " " + formatMessage(entry) + "\n";
    if (entry.getThrown() == null) {
      return line;
    }
    StringWriter trace = new StringWriter();
    entry.getThrown().printStackTrace(new PrintWriter(trace));
    return line + trace;
  }
}
