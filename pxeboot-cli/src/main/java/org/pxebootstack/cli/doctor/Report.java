package org.pxebootstack.cli.doctor;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.pxebootstack.contract.install.ContractJson;

/** What was found, as people, programs and the container's log want it. */
record Report(List<Finding> findings) {
  /** As the log lines of the stack's other programs begin. */
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXXX");

  Report {
    findings = List.copyOf(findings);
  }

  long problems() {
    return findings.stream().filter(Finding::isProblem).count();
  }

  String text() {
    StringBuilder text = new StringBuilder();
    for (Finding each : findings) {
      text.append(each.isProblem() ? "" : "note: ").append(each.sentence()).append('\n');
    }
    return text.append(summary()).append('\n').toString();
  }

  String json() {
    return ContractJson.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(findings)
        + "\n";
  }

  String log(ZonedDateTime now) {
    StringBuilder text = new StringBuilder();
    for (Finding each : findings) {
      logLine(text, now, each.isProblem() ? "WARN " : "INFO ", each.sentence());
    }
    return logLine(text, now, problems() == 0 ? "INFO " : "WARN ", summary()).toString();
  }

  private static StringBuilder logLine(
      StringBuilder text, ZonedDateTime now, String level, String sentence) {
    return text.append(TIME.format(now))
        .append(" doctor       ")
        .append(level)
        .append(' ')
        .append(sentence)
        .append('\n');
  }

  private String summary() {
    long problems = problems();
    return problems == 0
        ? "no problems found"
        : problems + (problems == 1 ? " problem found" : " problems found");
  }
}
