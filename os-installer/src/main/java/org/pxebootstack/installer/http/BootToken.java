package org.pxebootstack.installer.http;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

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

  public void addTo(HttpRequest.Builder request) {
    request.header("Authorization", "Bearer " + value);
  }

  /** Takes the new token, where the answer brings one. */
  public void renewFrom(HttpResponse<?> response) {
    response.headers().firstValue(RENEWED).ifPresent(each -> value = each);
  }
}
