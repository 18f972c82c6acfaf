package org.pxebootstack.boothandler;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Says what is wrong with a setting in place of a stack trace. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class BadSettingFailureAnalyzer extends AbstractFailureAnalyzer<BadSettingException> {
  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, BadSettingException cause) {
    return new FailureAnalysis(cause.complaint(), cause.cure(), cause);
  }
}
