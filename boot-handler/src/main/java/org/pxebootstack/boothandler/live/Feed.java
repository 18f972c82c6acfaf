package org.pxebootstack.boothandler.live;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What several clients watch: made once for all of them. */
final class Feed {
  private final Supplier<Content> source;
  private final Set<LiveClient> clients = new HashSet<>();
  private @Nullable Content shown;

  Feed(Supplier<Content> source) {
    this.source = source;
  }

  synchronized void join(LiveClient client) {
    client.send(bytes(advance().whole()));
    clients.add(client);
  }

  /** Whether nobody is left. */
  synchronized boolean leave(LiveClient client) {
    clients.remove(client);
    return clients.isEmpty();
  }

  /** Sends what has changed since the last look. */
  synchronized Content advance() {
    Content before = shown;
    Content now = source.get();
    shown = now;
    if (before != null && !before.equals(now)) {
      tell(before, now);
    }
    byte[] whole = null;
    for (LiveClient each : clients) {
      if (each.wasBehind()) {
        whole = whole == null ? bytes(now.whole()) : whole;
        each.send(whole);
      }
    }
    return now;
  }

  private void tell(Content before, Content now) {
    String text;
    if (before.shape().equals(now.shape())) {
      List<String> changed = new ArrayList<>();
      for (Map.Entry<String, String> each : now.parts().entrySet()) {
        if (!each.getValue().equals(before.parts().get(each.getKey()))) {
          changed.add(each.getValue());
        }
      }
      if (changed.isEmpty()) {
        return;
      }
      text = now.changed(changed);
    } else {
      text = now.whole();
    }
    byte[] message = bytes(text);
    clients.forEach(each -> each.send(message));
  }

  synchronized void end() {
    clients.forEach(LiveClient::end);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
