package org.pxebootstack.boothandler;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.contract.machine.Quoted;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/** Says which environment variable is not of its type, in place of Spring's words for it. */
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
final class UnreadableSettingFailureAnalyzer extends AbstractFailureAnalyzer<BindException> {
  private final Environment environment;

  UnreadableSettingFailureAnalyzer(Environment environment) {
    this.environment = environment;
  }

  @Override
  protected @Nullable FailureAnalysis analyze(Throwable rootFailure, BindException cause) {
    String property = cause.getName().toString();
    if (!property.startsWith("pxeboot.")) {
      return null;
    }
    String variable =
        property
            .substring(property.lastIndexOf('.') + 1)
            .replace('-', '_')
            .toUpperCase(Locale.ROOT);
    return new FailureAnalysis(
        variable + ": " + Quoted.of(environment.getProperty(property, "")) + " can't be used",
        cure(cause.getTarget().getType().resolve(Object.class)),
        cause);
  }

  private static String cure(Class<?> type) {
    if (type.isEnum()) {
      return Arrays.stream(type.getEnumConstants())
          .map(each -> each.toString().toLowerCase(Locale.ROOT))
          .collect(Collectors.joining(" or ", "write ", ""));
    }
    return type == Duration.class ? "write a time such as 30d or 12h" : "correct it";
  }
}
