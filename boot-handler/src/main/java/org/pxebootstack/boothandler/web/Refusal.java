package org.pxebootstack.boothandler.web;

import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/** A request that is refused, in sentences for whoever asked. */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final HttpStatus status;
  private final transient List<String> sentences;
  private final transient HttpHeaders headers = new HttpHeaders();

  public Refusal(HttpStatus status, String... sentences) {
    super(String.join("; ", sentences));
    this.status = status;
    this.sentences = List.of(sentences);
  }

  /** Sends a header along. */
  public Refusal with(String name, String value) {
    headers.set(name, value);
    return this;
  }

  public HttpStatus status() {
    return status;
  }

  public List<String> sentences() {
    return sentences;
  }

  HttpHeaders headers() {
    return headers;
  }
}
