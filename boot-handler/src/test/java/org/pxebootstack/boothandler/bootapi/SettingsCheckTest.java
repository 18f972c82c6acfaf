package org.pxebootstack.boothandler.bootapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsCheckTest {
  @Test
  void nothingIsWrongWithNothing() {
    assertThat(SettingsCheck.problems(Map.of())).isEmpty();
    assertThat(
            SettingsCheck.problems(
                Map.of("BOOT_API_URL", "https://host/prefix", "BOOT_API_TIMEOUT", "3")))
        .isEmpty();
  }

  @Test
  void whatIsWrongIsSaidBeforeAnythingStarts() {
    assertThat(
            SettingsCheck.problems(
                Map.of("BOOT_API_URL", "host", "BOOT_API_TIMEOUT", "soon", "BOOT_API_CACHE", "1m")))
        .containsExactly(
            "BOOT_API_URL: \"host\" is not the URL of a boot API; write one such as https://host/prefix",
            "BOOT_API_TIMEOUT: \"soon\" can't be used; write a time such as 5s or 2m");
    assertThat(SettingsCheck.problems(Map.of("BOOT_API_TOKEN", "a", "BOOT_API_TOKEN_FILE", "b")))
        .containsExactly(
            "BOOT_API_TOKEN and BOOT_API_TOKEN_FILE are both set; leave one of them out");
    assertThat(SettingsCheck.problems(Map.of("PROXY_KEY_FILE", "/none")))
        .containsExactly(
            "PROXY_KEY_FILE: /none can't be read; mount the file there, readable for user pxeboot");
  }
}
