package org.pxebootstack.installer.http;

import java.net.HttpURLConnection;
import java.util.Map;

/**
 * Lets this boot fetch its configuration and report. boot-handler sends a new one with the answer
 * to a report when the old one has not long to go.
 */
public final class BootToken {
  private static final String RENEWED = "Pxeboot-Token";

  private volatile String value;

  /**
   * @param value from the kernel command line
   */
  public BootToken(String value) {
    this.value = value;
  }

  /** The header of a request that shows it. */
  public Map<String, String> header() {
    return Map.of("Authorization", "Bearer " + value);
  }

  /** Takes the new token, where the answer brings one. */
  void renewFrom(HttpURLConnection answer) {
    String renewed = answer.getHeaderField(RENEWED);
    if (renewed != null) {
      value = renewed;
    }
  }
}
