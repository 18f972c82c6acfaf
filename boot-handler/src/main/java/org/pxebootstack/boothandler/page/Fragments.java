package org.pxebootstack.boothandler.page;

import java.util.Collection;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.pxebootstack.boothandler.live.Content;
import org.pxebootstack.boothandler.live.Sse;

/**
 * Elements of a page that replace those with the same id, which they say by {@code hx-swap-oob}.
 *
 * @param parts HTML by what it is for
 * @param frame HTML of all of them, with what stands around them
 */
record Fragments(Object shape, Map<String, String> parts, Supplier<String> frame)
    implements Content {

  @Override
  public String whole() {
    return Sse.event("message", frame.get());
  }

  /**
   * An event for each: a browser reads a row of a table as one only where nothing stands before it.
   */
  @Override
  public String changed(Collection<String> changed) {
    return changed.stream().map(each -> Sse.event("message", each)).collect(Collectors.joining());
  }

  /** Parts that always stand beside each other. */
  static Fragments of(Map<String, String> parts) {
    return new Fragments(parts.keySet(), parts, () -> String.join("\n", parts.values()));
  }
}
