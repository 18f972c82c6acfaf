package org.pxebootstack.boothandler.live;

/** Server-sent events as text (https://html.spec.whatwg.org/multipage/server-sent-events.html). */
public final class Sse {
  /** Keeps proxies from taking a connection for dead, and lets a client find out that one is. */
  static final String HEARTBEAT = event("beat", "");

  private Sse() {}

  /** One event; the data may have several lines. */
  public static String event(String name, String data) {
    StringBuilder text = new StringBuilder(data.length() + 64);
    text.append("event: ").append(name).append('\n');
    // A carriage return would end a line as well.
    data.replace('\r', ' ')
        .lines()
        .forEach(line -> text.append("data: ").append(line).append('\n'));
    if (data.isEmpty()) {
      text.append("data:\n");
    }
    return text.append('\n').toString();
  }
}
