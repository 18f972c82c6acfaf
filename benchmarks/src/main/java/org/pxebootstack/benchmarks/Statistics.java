package org.pxebootstack.benchmarks;

import java.util.Arrays;
import java.util.List;

/** Order statistics of a few figures. */
final class Statistics {
  private Statistics() {}

  static double median(List<Double> figures) {
    return percentile(figures, 50);
  }

  /**
   * The smallest figure that so many in a hundred are not above.
   *
   * @param figures at least one
   */
  static double percentile(List<Double> figures, int percent) {
    double[] sorted = figures.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int index = (int) Math.ceil(percent / 100.0 * sorted.length) - 1;
    return sorted[Math.max(0, index)];
  }

  static double greatest(List<Double> figures) {
    return Arrays.stream(figures.toArray(Double[]::new))
        .mapToDouble(Double::doubleValue)
        .max()
        .orElseThrow();
  }
}
