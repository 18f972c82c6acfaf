package org.pxebootstack.boothandler.page;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A boot as a drawing: a bar for each stage, below each other, beside its name and duration. Its
 * names are those of the template; lengths are in the drawing's own units.
 */
record BootChart(
    String title, String began, String beganText, String sum, int height, List<Bar> bars) {
  private static final int LINE = 24;
  private static final int LEFT = 190;
  private static final int WIDTH = 400;
  private static final double THINNEST = 2;

  /** One stage. */
  record Bar(String key, String label, String duration, String x, String width, int y, int textY) {}

  /** Boots to the same scale. */
  static List<BootChart> of(List<BootTimeline> boots) {
    long longest = 1;
    for (BootTimeline each : boots) {
      longest = Math.max(longest, each.length().toMillis());
    }
    List<BootChart> charts = new ArrayList<>();
    for (BootTimeline each : boots) {
      charts.add(of(each, charts.isEmpty() ? "Last boot" : "The one before", longest));
    }
    return charts;
  }

  private static BootChart of(BootTimeline boot, String title, long longest) {
    List<Bar> bars = new ArrayList<>();
    for (BootTimeline.Stage each : boot.stages()) {
      int y = bars.size() * LINE;
      boolean isLast = bars.size() == boot.stages().size() - 1;
      String duration = Times.millis(each.length().toMillis());
      bars.add(
          new Bar(
              isLast && boot.failed() ? "failed" : each.key(),
              each.label(),
              isLast && boot.failed()
                  ? duration + ", then failed"
                  : isLast && boot.goesOn() ? "now" : duration,
              number(LEFT + WIDTH * fraction(each.from(), longest)),
              number(Math.max(THINNEST, WIDTH * fraction(each.length(), longest))),
              y + 4,
              y + 17));
    }
    String end = boot.goesOn() ? "goes on" : boot.failed() ? "failed" : "ended";
    return new BootChart(
        title,
        boot.start().toString(),
        Times.utc(boot.start()),
        boot.goesOn() ? end : end + " after " + Times.millis(boot.length().toMillis()),
        bars.size() * LINE,
        bars);
  }

  private static double fraction(Duration part, long longest) {
    return Math.max(0, part.toMillis()) / (double) longest;
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
