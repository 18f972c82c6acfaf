package org.pxebootstack.boothandler.bootapi;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.pxebootstack.boothandler.BadSettingException;
import org.pxebootstack.boothandler.upstream.UpstreamCheck;
import org.pxebootstack.contract.machine.Quoted;
import org.springframework.boot.convert.DurationStyle;

/**
 * {@code boot-handler check}: the entry point has everything about the boot API looked at, as the
 * user that reads it later, before the services start.
 */
public final class SettingsCheck {
  private SettingsCheck() {}

  /** What is wrong, a sentence each; empty where nothing is. */
  public static List<String> problems(Map<String, String> environment) {
    List<String> problems = new ArrayList<>();
    collect(problems, () -> UpstreamCheck.run(environment));
    collect(
        problems,
        () -> {
          BootApiSettings _ =
              new BootApiSettings(
                  duration(environment, "BOOT_API_TIMEOUT", "5s"),
                  duration(environment, "BOOT_API_CACHE", "0s"));
        });
    return problems;
  }

  private static void collect(List<String> problems, Runnable check) {
    try {
      check.run();
    } catch (BadSettingException e) {
      problems.add(String.valueOf(e.getMessage()));
    }
  }

  private static Duration duration(Map<String, String> environment, String name, String unset) {
    String text = environment.getOrDefault(name, "");
    try {
      return DurationStyle.detectAndParse(text.isEmpty() ? unset : text, ChronoUnit.SECONDS);
    } catch (IllegalArgumentException e) {
      throw new BadSettingException(
          name + ": " + Quoted.of(text) + " can't be used", "write a time such as 5s or 2m");
    }
  }
}
