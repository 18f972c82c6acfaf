package org.pxebootstack.vmwatcher.configuration;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.contract.machine.DhcpMode;
import org.pxebootstack.contract.machine.InvalidValueException;

/** Reads variables and keeps everything that is wrong with them. A blank one is not set. */
final class EnvironmentReader {
  private final Map<String, String> environment;
  private final List<String> problems = new ArrayList<>();

  EnvironmentReader(Map<String, String> environment) {
    this.environment = environment;
  }

  boolean isSet(String name) {
    return !environment.getOrDefault(name, "").isBlank();
  }

  void require(String name, String meaning) {
    if (!isSet(name)) {
      problems.add(name + " is not set: set it to " + meaning);
    }
  }

  /** Also where it is not set. */
  boolean matches(String name, Pattern allowed) {
    return !isSet(name) || allowed.matcher(environment.getOrDefault(name, "")).matches();
  }

  void bothOrNeither(String one, String other) {
    if (isSet(one) != isSet(other)) {
      problems.add(
          "%s is set, but %s is not: set both or neither"
              .formatted(isSet(one) ? one : other, isSet(one) ? other : one));
    }
  }

  /** The default where it is not set; null where it is wrong. */
  @Nullable DhcpMode dhcpMode(String name) {
    return isSet(name) ? value(name, DhcpMode::parse) : DhcpMode.SERVER;
  }

  @Nullable InetAddress address(String name, IpFamily family) {
    return value(name, family::parse);
  }

  /** From {@code <prefix>_START} to {@code <prefix>_END}; null where one is missing or wrong. */
  @Nullable AddressRange range(String prefix, IpFamily family) {
    InetAddress start = address(prefix + "_START", family);
    InetAddress end = address(prefix + "_END", family);
    if (start == null || end == null) {
      return null;
    }
    AddressRange range = new AddressRange(start, end);
    if (range.isSwapped()) {
      problems.add("%1$s_START lies behind %1$s_END: swap them".formatted(prefix));
      return null;
    }
    return range;
  }

  @Nullable String text(String name, Pattern allowed, String complaint, String cure) {
    return value(
        name,
        text -> {
          if (!allowed.matcher(text).matches()) {
            throw new InvalidValueException(text, complaint, cure);
          }
          return text;
        });
  }

  private <T> @Nullable T value(String name, Function<String, T> parser) {
    if (!isSet(name)) {
      return null;
    }
    try {
      return parser.apply(environment.getOrDefault(name, ""));
    } catch (InvalidValueException e) {
      problems.add(name + ": " + e.getMessage());
      return null;
    }
  }

  void problem(String sentence) {
    problems.add(sentence);
  }

  /**
   * @throws BadEnvironmentException where anything is wrong
   */
  void check() throws BadEnvironmentException {
    if (!problems.isEmpty()) {
      throw new BadEnvironmentException(problems);
    }
  }
}
