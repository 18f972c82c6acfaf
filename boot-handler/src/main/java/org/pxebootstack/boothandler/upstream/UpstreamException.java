package org.pxebootstack.boothandler.upstream;

import java.io.IOException;
import org.springframework.http.HttpStatus;

/** Somebody else's server, or a file, does not give what was asked of it. */
public final class UpstreamException extends IOException {
  private static final long serialVersionUID = 1;

  private final HttpStatus status;

  /**
   * @param status what whoever asked us is answered
   * @param sentence for people, without what the other side wrote
   */
  UpstreamException(HttpStatus status, String sentence) {
    super(sentence);
    this.status = status;
  }

  public HttpStatus status() {
    return status;
  }

  /** One sentence for people. */
  public String sentence() {
    return String.valueOf(getMessage());
  }
}
