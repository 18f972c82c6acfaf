package org.pxebootstack.boothandler.live;

import jakarta.servlet.ServletResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.boothandler.web.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/**
 * Everything that is watched. Twice a second it is looked what has changed, however often that
 * changed meanwhile, and what has is sent to all who watch the same. Nothing is done while nobody
 * watches.
 */
@Component
public class LiveFeeds implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(LiveFeeds.class);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
  private static final int MOST_CLIENTS = 500;

  private final Map<Object, Feed> feeds = new HashMap<>();
  private final Semaphore places = new Semaphore(MOST_CLIENTS);
  private @Nullable Thread looking;

  /**
   * Answers with a stream.
   *
   * @param what equal for those who watch the same
   * @param source makes its content; asked by one thread at a time
   * @param exchange of which it becomes the answer; of HEAD, its headers do
   * @throws Refusal 503 where too many watch
   */
  public ResponseEntity<StreamingResponseBody> stream(
      Object what, Supplier<Supplier<Content>> source, ServletWebRequest exchange) {
    ResponseEntity.BodyBuilder answer =
        ResponseEntity.ok()
            .contentType(MediaType.TEXT_EVENT_STREAM)
            .cacheControl(CacheControl.noStore());
    if (HttpMethod.HEAD.equals(exchange.getHttpMethod())) {
      // A stream would never end: what is written goes nowhere, whether or not anybody listens.
      return answer.build();
    }
    if (!places.tryAcquire()) {
      throw new Refusal(
          HttpStatus.SERVICE_UNAVAILABLE,
          "%d pages are watching already; close some".formatted(MOST_CLIENTS));
    }
    ServletResponse response = Objects.requireNonNull(exchange.getResponse());
    LiveClient client = new LiveClient(response, each -> leave(what, each));
    boolean joined = false;
    try {
      join(what, source, client);
      joined = true;
    } finally {
      if (!joined) {
        leave(what, client);
      }
    }
    return answer.body(client);
  }

  private void join(Object what, Supplier<Supplier<Content>> source, LiveClient client) {
    Feed feed;
    synchronized (feeds) {
      feed = feeds.computeIfAbsent(what, _ -> new Feed(source.get()));
      feed.join(client);
      feeds.notifyAll();
    }
  }

  private void leave(Object what, LiveClient client) {
    synchronized (feeds) {
      Feed feed = feeds.get(what);
      if (feed != null && feed.leave(client)) {
        feeds.remove(what);
      }
    }
    places.release();
  }

  private void look() {
    try {
      while (true) {
        for (Feed each : watched()) {
          advance(each);
        }
        Thread.sleep(BETWEEN_LOOKS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private List<Feed> watched() throws InterruptedException {
    synchronized (feeds) {
      while (feeds.isEmpty()) {
        feeds.wait();
      }
      return List.copyOf(feeds.values());
    }
  }

  private static void advance(Feed feed) {
    try {
      var _ = feed.advance();
    } catch (RuntimeException e) {
      // Whatever it is, such as a database that does not answer: the next look may go well.
      LOG.warn("what is watched can't be looked at now: {}", e.toString());
    }
  }

  @Override
  public void start() {
    looking = Thread.ofPlatform().name("live").daemon().start(this::look);
  }

  /** Before the web server, which would wait for the streams. */
  @Override
  public void stop() {
    Thread thread = looking;
    if (thread != null) {
      thread.interrupt();
      looking = null;
    }
    synchronized (feeds) {
      feeds.values().forEach(Feed::end);
    }
  }

  @Override
  public boolean isRunning() {
    return looking != null;
  }
}
