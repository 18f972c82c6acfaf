package org.pxebootstack.boothandler;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalysisReporter;

/** Says why the program does not start in one line of the log, in place of Spring's page. */
final class OneLineFailureReporter implements FailureAnalysisReporter {
  private static final Logger LOG = LoggerFactory.getLogger(OneLineFailureReporter.class);

  @Override
  public void report(FailureAnalysis analysis) {
    LOG.error("{}; {}", analysis.getDescription(), analysis.getAction());
  }
}
