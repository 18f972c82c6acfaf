package org.pxebootstack.installer.http;

import java.io.IOException;
import java.time.Duration;

/** The server, or one behind it, can't answer now (RFC 9110, 15.6.3 to 15.6.5). */
final class BusyException extends IOException {
  private static final long serialVersionUID = 1;

  private final Duration retryAfter;

  /**
   * @param retryAfter zero where the server does not say
   */
  BusyException(String message, Duration retryAfter) {
    super(message);
    this.retryAfter = retryAfter;
  }

  Duration retryAfter() {
    return retryAfter;
  }
}
