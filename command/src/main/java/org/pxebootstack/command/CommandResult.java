package org.pxebootstack.command;

import java.util.List;

/**
 * How a command ended.
 *
 * @param exitCode -1 where it had none
 * @param output standard output, the last {@value OutputCollector#KEPT} characters
 * @param errors standard error, likewise
 */
public record CommandResult(List<String> argv, int exitCode, String output, String errors) {
  private static final int TAIL_LINES = 12;

  public boolean succeeded() {
    return exitCode == 0;
  }

  /** The last lines that it said, standard error first choice. */
  String tail() {
    String said = (errors.isBlank() ? output : errors).strip();
    List<String> lines = said.lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
  }
}
