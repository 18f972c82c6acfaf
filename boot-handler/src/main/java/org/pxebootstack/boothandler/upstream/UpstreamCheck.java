package org.pxebootstack.boothandler.upstream;

import java.time.Duration;
import java.util.Map;
import org.pxebootstack.boothandler.BadSettingException;

/** Looks at the environment as the program would, before anything starts. */
public final class UpstreamCheck {
  private UpstreamCheck() {}

  /**
   * Reads every setting and every file that one names.
   *
   * @throws BadSettingException with the first that can't be used
   */
  public static void run(Map<String, String> environment) {
    UpstreamSettings settings =
        new UpstreamSettings(
            of(environment, "BOOT_API_URL"),
            of(environment, "BOOT_API_CA_FILE"),
            of(environment, "BOOT_API_CLIENT_CERT"),
            of(environment, "BOOT_API_CLIENT_KEY"),
            of(environment, "BOOT_API_TOKEN"),
            of(environment, "BOOT_API_TOKEN_FILE"),
            of(environment, "FILE_ROOT"),
            of(environment, "PROXY_ALLOW"),
            of(environment, "PROXY_KEY_FILE"),
            Duration.ofHours(1),
            Duration.ofSeconds(1));
    Upstream _ = new Upstream(settings);
    SealedFiles _ = new SealedFiles(settings, new LocalFiles(settings));
  }

  private static String of(Map<String, String> environment, String name) {
    return environment.getOrDefault(name, "");
  }
}
