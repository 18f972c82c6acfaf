package org.pxebootstack.boothandler.bootapi;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.pxebootstack.boothandler.BadSettingException;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.convert.DurationUnit;

/**
 * How the boot API is asked.
 *
 * @param bootApiTimeout for a whole answer, redirects included; a bare number is of seconds
 * @param bootApiCache how long an answer is used again; zero for never; likewise
 */
@ConfigurationProperties("pxeboot")
record BootApiSettings(
    @DurationUnit(ChronoUnit.SECONDS) Duration bootApiTimeout,
    @DurationUnit(ChronoUnit.SECONDS) Duration bootApiCache) {

  private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(1);

  BootApiSettings {
    if (!bootApiTimeout.isPositive() || bootApiTimeout.compareTo(LONGEST_TIMEOUT) > 0) {
      throw new BadSettingException(
          "BOOT_API_TIMEOUT is not between nothing and 60s", "write such as 5s");
    }
    if (bootApiCache.isNegative()) {
      throw new BadSettingException("BOOT_API_CACHE is less than nothing", "write such as 30s");
    }
  }
}
