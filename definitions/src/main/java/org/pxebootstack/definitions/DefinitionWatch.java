package org.pxebootstack.definitions;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads what changes in the definitions directory when it changes, and looks at the whole of it at
 * an interval besides: shared mounts (virtfs, 9p, NFS) deliver no events.
 */
public final class DefinitionWatch implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(DefinitionWatch.class.getName());

  /** A burst of events ends when nothing has happened for this long. */
  private static final Duration QUIET = Duration.ofMillis(50);

  /** However long a burst goes on, it is looked at this often. */
  private static final Duration LONGEST_BURST = Duration.ofMillis(250);

  /** Where events tell of every change, a look at the whole directory is only a precaution. */
  private static final Duration PRECAUTION = Duration.ofMinutes(5);

  /** A look at the whole directory costs at most one part in so many of a processor. */
  private static final int SHARE = 10;

  private final DefinitionDirectory directory;
  private final Duration interval;
  private final Consumer<DefinitionSet> onChange;
  private final Thread thread;
  private DefinitionSet last;
  private volatile Instant lastLook = Instant.now();
  private @Nullable WatchKey key;
  private @Nullable Object watchedInode;
  private boolean eventsAreDelivered;
  private long looked;
  private long lookTook;

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
   * @param interval how often a directory is read whose file system does not tell of every change;
   *     one that does is looked at every five minutes, or at this interval where it is longer; so
   *     often it is also asked whether another directory has taken its place
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

  /** When the directory was last known to be as the latest set says. */
  public Instant lastLook() {
    return lastLook;
  }

  private void watch() {
    try (WatchService service = directory.path().getFileSystem().newWatchService()) {
      while (!Thread.currentThread().isInterrupted()) {
        // What changed before there were events, or without any.
        if (register(service) || nanosToNextLook() <= 0) {
          lookAtAll();
        }
        awaitChange(service);
      }
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
        lookAtAll();
        Thread.sleep(Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanosToNextLook())));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Registers where that has not been done, or where the directory was replaced by another.
   *
   * @return whether it did
   */
  private boolean register(WatchService service) {
    try {
      Object inode = Files.readAttributes(directory.path(), BasicFileAttributes.class).fileKey();
      if (key != null && key.isValid() && Objects.equals(inode, watchedInode)) {
        return false;
      }
      if (key != null) {
        key.cancel();
      }
      key = directory.path().register(service, ENTRY_CREATE, ENTRY_MODIFY, ENTRY_DELETE);
      watchedInode = inode;
      eventsAreDelivered = FileEvents.areDeliveredFor(directory.path());
      return true;
    } catch (IOException e) {
      // The directory is not there: a look reports it, and finds it when it is.
      boolean lost = key != null;
      key = null;
      eventsAreDelivered = false;
      return lost;
    }
  }

  private void awaitChange(WatchService service) throws InterruptedException {
    long pause = Math.min(nanosToNextLook(), interval.toNanos());
    WatchKey first = service.poll(Math.max(1, pause), TimeUnit.NANOSECONDS);
    Set<Path> names = new HashSet<>();
    boolean overflow = false;
    long end = System.nanoTime() + LONGEST_BURST.toNanos();
    for (WatchKey each = first;
        each != null;
        each =
            System.nanoTime() < end
                ? service.poll(QUIET.toMillis(), TimeUnit.MILLISECONDS)
                : null) {
      for (WatchEvent<?> event : each.pollEvents()) {
        if (event.context() instanceof Path name) {
          names.add(name);
        } else {
          overflow = true; // There were more than could be told.
        }
      }
      each.reset();
    }
    if (overflow) {
      lookAtAll();
    } else if (!names.isEmpty()) {
      accept(() -> directory.reread(names));
    }
  }

  private long nanosToNextLook() {
    long pause =
        eventsTellAll() ? Math.max(PRECAUTION.toNanos(), interval.toNanos()) : interval.toNanos();
    return looked + Math.max(pause, lookTook * SHARE) - System.nanoTime();
  }

  private boolean eventsTellAll() {
    return eventsAreDelivered && !directory.hasLinks();
  }

  private void lookAtAll() {
    long start = System.nanoTime();
    accept(eventsAreDelivered ? directory::sweep : directory::scan);
    looked = System.nanoTime();
    lookTook = looked - start;
  }

  private interface Reading {
    DefinitionSet read();
  }

  /** Whatever goes wrong for one file or one listener, the next change is seen. */
  private void accept(Reading reading) {
    try {
      Instant start = Instant.now();
      DefinitionSet now = reading.read();
      lastLook = start;
      if (now != last) { // The very same set is how the directory says "no change".
        last = now;
        onChange.accept(now);
      }
    } catch (RuntimeException | StackOverflowError e) {
      LOG.log(System.Logger.Level.ERROR, "the definitions could not be read again", e);
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
