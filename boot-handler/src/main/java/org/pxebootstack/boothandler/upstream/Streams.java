package org.pxebootstack.boothandler.upstream;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.pxebootstack.contract.machine.MacAddress;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Threads that carry files, beside those that answer everybody else: as many as there is memory
 * for, and no more for one machine than it can have use for. Not virtual ones, since a look-up of a
 * name would hold up all of them.
 */
@Component
final class Streams implements DisposableBean {
  private static final int MOST = 128;
  private static final int MOST_OF_ONE_MACHINE = 16;

  private final Map<MacAddress, Integer> running = new ConcurrentHashMap<>();
  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          0,
          MOST,
          30,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          Thread.ofPlatform().daemon().name("stream-", 0).factory());

  /** Runs it; false where too many run already. */
  boolean start(MacAddress mac, Runnable stream) {
    int now = running.merge(mac, 1, Integer::sum);
    if (now <= MOST_OF_ONE_MACHINE) {
      try {
        threads.execute(() -> {
          try {
            stream.run();
          } finally {
            ended(mac);
          }
        });
        return true;
      } catch (RejectedExecutionException e) {
        // said by what is returned
      }
    }
    ended(mac);
    return false;
  }

  private void ended(MacAddress mac) {
    running.computeIfPresent(mac, (_, count) -> count == 1 ? null : count - 1);
  }

  @Override
  public void destroy() {
    threads.shutdownNow();
  }
}
