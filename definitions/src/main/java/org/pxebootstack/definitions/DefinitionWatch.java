package org.pxebootstack.definitions;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;

import java.io.IOException;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Scans the definitions directory when it changes, and at an interval besides: shared mounts
 * (virtfs, 9p, NFS) deliver no events.
 */
public final class DefinitionWatch implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(DefinitionWatch.class.getName());

  /** A burst of events ends when nothing has happened for this long. */
  private static final Duration QUIET = Duration.ofMillis(50);

  /** However long a burst goes on, it is looked at this often. */
  private static final Duration LONGEST_BURST = Duration.ofMillis(500);

  private final DefinitionDirectory directory;
  private final Duration interval;
  private final Consumer<DefinitionSet> onChange;
  private final Thread thread;
  private DefinitionSet last;
  private @Nullable WatchKey key;

  private DefinitionWatch(
      DefinitionDirectory directory,
      Duration interval,
      Consumer<DefinitionSet> onChange,
      DefinitionSet first) {
    this.directory = directory;
    this.interval = interval;
    this.onChange = onChange;
    this.last = first;
    this.thread = Thread.ofPlatform().name("definitions").unstarted(this::watch);
  }

  /**
   * Scans once, tells {@code onChange}, and goes on in a thread of its own.
   *
   * @param onChange called with the first set and then with each that differs from the one before
   */
  public static DefinitionWatch start(
      DefinitionDirectory directory, Duration interval, Consumer<DefinitionSet> onChange) {
    DefinitionSet first = directory.scan();
    onChange.accept(first);
    DefinitionWatch watch = new DefinitionWatch(directory, interval, onChange, first);
    watch.thread.start();
    return watch;
  }

  private void watch() {
    try {
      watchEvents();
    } catch (IOException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "no file events here ({0}): the definitions are read every {1} ms instead",
          e.getMessage(),
          interval.toMillis());
      readAgainAndAgain();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void readAgainAndAgain() {
    try {
      while (true) {
        scan();
        Thread.sleep(interval);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void watchEvents() throws IOException, InterruptedException {
    try (WatchService service = directory.path().getFileSystem().newWatchService()) {
      // Scanning again before waiting catches what changed before there were events.
      while (!Thread.currentThread().isInterrupted()) {
        register(service);
        scan();
        awaitChange(service);
      }
    }
  }

  /** Whatever goes wrong for one file or one listener, the next change is seen. */
  private void scan() {
    try {
      DefinitionSet now = directory.scan();
      if (!now.equals(last)) {
        last = now;
        onChange.accept(now);
      }
    } catch (RuntimeException | StackOverflowError e) {
      LOG.log(System.Logger.Level.ERROR, "the definitions could not be read again", e);
    }
  }

  /** Registers where that has not been done, or where the directory was replaced by another. */
  private void register(WatchService service) {
    if (key != null && key.isValid()) {
      return;
    }
    try {
      key = directory.path().register(service, ENTRY_CREATE, ENTRY_MODIFY, ENTRY_DELETE);
    } catch (IOException e) {
      key = null; // The directory is not there; the scan reports it, the interval finds it later.
    }
  }

  private void awaitChange(WatchService service) throws InterruptedException {
    WatchKey first = service.poll(interval.toMillis(), TimeUnit.MILLISECONDS);
    if (first == null) {
      return;
    }
    long end = System.nanoTime() + LONGEST_BURST.toNanos();
    for (WatchKey each = first;
        each != null && System.nanoTime() < end;
        each = service.poll(QUIET.toMillis(), TimeUnit.MILLISECONDS)) {
      each.pollEvents();
      each.reset();
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(Duration.ofSeconds(2));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
