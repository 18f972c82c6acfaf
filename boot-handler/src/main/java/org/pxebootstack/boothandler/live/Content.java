package org.pxebootstack.boothandler.live;

import java.util.Collection;
import java.util.Map;

/** What a watcher sees at one moment: as a whole, and in parts that change by themselves. */
public interface Content {
  /** Equal where nothing but parts has changed. */
  Object shape();

  /** The parts, by names of which the shape decides. */
  Map<String, String> parts();

  /** All of it, for who has seen nothing, as the text of server-sent events. */
  String whole();

  /** What has changed, likewise. */
  String changed(Collection<String> parts);
}
