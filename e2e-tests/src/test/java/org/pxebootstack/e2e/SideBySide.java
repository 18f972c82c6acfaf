package org.pxebootstack.e2e;

import java.util.Optional;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.MethodOrdererContext;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * For tests that run two at a time, as junit-platform.properties has it. The build orders classes,
 * by which Surefire orders methods too, and what is ordered runs in one thread.
 */
final class SideBySide implements MethodOrderer {
  @Override
  public void orderMethods(MethodOrdererContext context) {
    // Any order is good.
  }

  @Override
  public Optional<ExecutionMode> getDefaultExecutionMode() {
    return Optional.empty();
  }
}
