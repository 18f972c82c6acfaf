package org.pxebootstack.boothandler;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what is wrong with a setting in place of a stack trace. */
final class BadSettingFailureAnalyzer extends AbstractFailureAnalyzer<BadSettingException> {
  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, BadSettingException cause) {
    return new FailureAnalysis(cause.getMessage(), cause.cure(), cause);
  }
}
