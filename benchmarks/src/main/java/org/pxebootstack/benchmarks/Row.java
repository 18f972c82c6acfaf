package org.pxebootstack.benchmarks;

/**
 * One line of the table.
 *
 * @param what was measured
 * @param measured with its unit
 * @param against what it is compared with in the same run; empty where it stands alone
 * @param ratio of the two; empty likewise
 * @param goal what is to be reached; empty where the line only informs
 */
record Row(String what, String measured, String against, String ratio, String goal) {
  static final String HEAD =
      """
      | what | measured | against | ratio | to reach |
      |---|---|---|---|---|
      """;

  /** A figure that stands alone. */
  static Row of(String what, String measured, String goal) {
    return new Row(what, measured, "", "", goal);
  }

  String markdown() {
    return "| %s | %s | %s | %s | %s |%n".formatted(what, measured, against, ratio, goal);
  }
}
