package org.pxebootstack.boothandler.database;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes what several callers want to change in one transaction, since what takes time is that the
 * disk confirms it: many machines that report at once wait for it once.
 */
@Component
public class GroupCommit implements DisposableBean {
  private static final int LARGEST_GROUP = 200;

  /** How long what has time waits for others, and how many of them are enough. */
  private static final Duration PATIENCE = Duration.ofMillis(30);

  private static final int ENOUGH = 60;

  private final BlockingQueue<Change<?>> waiting = new LinkedBlockingQueue<>();
  private final Semaphore urgent = new Semaphore(0);
  private final TransactionTemplate transaction;
  private final Thread writer;
  private final List<Runnable> atRollback = new CopyOnWriteArrayList<>();
  private volatile boolean stopped;

  GroupCommit(PlatformTransactionManager transactions) {
    this.transaction = new TransactionTemplate(transactions);
    this.writer = Thread.ofPlatform().name("database").daemon().start(this::write);
  }

  /** Calls, in the thread that writes, where changes were taken back. */
  public void onRollback(Runnable listener) {
    atRollback.add(listener);
  }

  private record Change<T>(Supplier<T> statements, boolean hasTime, CompletableFuture<T> result) {
    /** Runs the statements; what they give is told when it is on the disk. */
    Runnable run() {
      T value = statements.get();
      return () -> result.complete(value);
    }
  }

  /**
   * Makes a change and returns when it is on the disk.
   *
   * @param statements may run twice, of which the first time was taken back
   * @throws RuntimeException what {@code statements} threw, or that the database does not answer
   */
  public <T> T commit(Supplier<T> statements) {
    return commit(new Change<>(statements, false, new CompletableFuture<>()));
  }

  /**
   * As {@link #commit}, of what many bring all the time and nobody waits for: it is written with
   * others a little later, since each transaction costs as much as many changes.
   */
  public <T> T commitWithOthers(Supplier<T> statements) {
    return commit(new Change<>(statements, true, new CompletableFuture<>()));
  }

  private <T> T commit(Change<T> change) {
    waiting.add(change);
    if (!change.hasTime() || waiting.size() >= ENOUGH) {
      urgent.release();
    }
    if (stopped) {
      refuseWaiting();
    }
    try {
      return change.result().join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private void write() {
    try {
      while (!stopped) {
        List<Change<?>> group = new ArrayList<>();
        Change<?> first = waiting.take();
        group.add(first);
        if (first.hasTime()) {
          var _ = urgent.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        }
        urgent.drainPermits();
        waiting.drainTo(group, LARGEST_GROUP - 1);
        commit(group);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void commit(List<Change<?>> group) {
    try {
      List<Runnable> results = transaction.execute(_ -> group.stream().map(Change::run).toList());
      results.forEach(Runnable::run);
    } catch (RuntimeException | Error e) {
      atRollback.forEach(Runnable::run);
      if (group.size() == 1 || e instanceof TransactionException) {
        group.forEach(each -> each.result().completeExceptionally(e));
      } else {
        // One of them is at fault: each for itself, so that the others don't pay for it.
        group.forEach(each -> commit(List.of(each)));
      }
    }
  }

  private void refuseWaiting() {
    List<Change<?>> left = new ArrayList<>();
    waiting.drainTo(left);
    left.forEach(each ->
        each.result()
            .completeExceptionally(
                new DataAccessResourceFailureException("boot-handler is stopping")));
  }

  /** Lets the group that is being written finish. */
  @Override
  public void destroy() throws InterruptedException {
    stopped = true;
    waiting.add(new Change<>(() -> "", false, new CompletableFuture<>())); // wakes the writer
    urgent.release();
    writer.join(5_000);
    refuseWaiting();
  }
}
