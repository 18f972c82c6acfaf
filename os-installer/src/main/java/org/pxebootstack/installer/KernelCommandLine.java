package org.pxebootstack.installer;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.contract.machine.MacAddress;

/**
 * What the boot script says on the kernel command line.
 *
 * @param configUrl {@code config_url=}: where the configuration is
 * @param installerMac {@code installer_mac=}: the card that booted; null tries them all
 * @param token {@code pxeboot.token=}: lets this boot report its progress
 * @param retry {@code pxeboot.retry_seconds=}: how long a server that does not answer is asked
 *     again; null where it does not say
 */
public record KernelCommandLine(
    URI configUrl,
    @Nullable MacAddress installerMac,
    @Nullable String token,
    @Nullable Duration retry) {
  private static final String RETRY = "pxeboot.retry_seconds";

  /**
   * Reads {@code /proc/cmdline}.
   *
   * @throws InstallException when what is needed is not there
   */
  public static KernelCommandLine parse(String text) throws InstallException {
    Map<String, String> values = new HashMap<>();
    for (String word : text.strip().split("\\s+")) {
      int equals = word.indexOf('=');
      if (equals > 0) {
        values.put(word.substring(0, equals), word.substring(equals + 1));
      }
    }
    String configUrl = values.get("config_url");
    if (configUrl == null) {
      throw new InstallException(
          "the kernel command line has no config_url=: boot through the stack's iPXE script");
    }
    try {
      String mac = values.get("installer_mac");
      String retry = values.get(RETRY);
      return new KernelCommandLine(
          URI.create(configUrl),
          mac == null ? null : MacAddress.parse(mac),
          values.get("pxeboot.token"),
          retry == null ? null : seconds(retry));
    } catch (IllegalArgumentException e) {
      throw new InstallException("the kernel command line is wrong: " + e.getMessage(), e);
    }
  }

  private static Duration seconds(String text) {
    if (!text.matches("\\d{1,6}")) {
      throw new IllegalArgumentException(
          RETRY + "=" + text + " is no number of seconds; write one such as 600");
    }
    return Duration.ofSeconds(Long.parseLong(text));
  }
}
