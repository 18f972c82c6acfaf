package org.pxebootstack.installer;

import java.net.URI;
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
 */
public record KernelCommandLine(
    URI configUrl, @Nullable MacAddress installerMac, @Nullable String token) {

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
      return new KernelCommandLine(
          URI.create(configUrl),
          mac == null ? null : MacAddress.parse(mac),
          values.get("pxeboot.token"));
    } catch (IllegalArgumentException e) {
      throw new InstallException("the kernel command line is wrong: " + e.getMessage(), e);
    }
  }
}
