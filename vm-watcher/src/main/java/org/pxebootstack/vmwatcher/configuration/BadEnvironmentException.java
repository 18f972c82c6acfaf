package org.pxebootstack.vmwatcher.configuration;

import java.util.List;

/** The container can't serve as it was started; each problem is a sentence with its cure. */
final class BadEnvironmentException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient List<String> problems;

  BadEnvironmentException(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  List<String> problems() {
    return problems;
  }
}
