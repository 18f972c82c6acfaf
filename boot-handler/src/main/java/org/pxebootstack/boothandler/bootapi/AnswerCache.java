package org.pxebootstack.boothandler.bootapi;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The latest answers, each for a set time. */
final class AnswerCache {
  /** With the answers' greatest length, a bound for all of them. */
  private static final int MOST = 256;

  private final long lifetimeNanos;
  private final Map<URI, Kept> entries =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<URI, Kept> eldest) {
          return size() > MOST;
        }
      };

  AnswerCache(Duration lifetime) {
    this.lifetimeNanos = lifetime.toNanos();
  }

  private record Kept(BootAnswer answer, long since) {}

  synchronized Optional<BootAnswer> get(URI question) {
    Kept entry = entries.get(question);
    if (entry != null && System.nanoTime() - entry.since() < lifetimeNanos) {
      return Optional.of(entry.answer());
    }
    return Optional.empty();
  }

  /**
   * @param bytes of the answer's text; a long one is not kept
   */
  synchronized void put(URI question, BootAnswer answer, int bytes) {
    entries.remove(question);
    if (lifetimeNanos > 0 && bytes <= 64 << 10) {
      entries.put(question, new Kept(answer, System.nanoTime()));
    }
  }
}
