package org.pxebootstack.boothandler.definition;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.boothandler.BootHandlerSettings;
import org.pxebootstack.definitions.DefinitionDirectory;
import org.pxebootstack.definitions.DefinitionSet;
import org.pxebootstack.definitions.DefinitionWatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** The latest snapshot of the definitions directory. */
@Component
public class CurrentDefinitions implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(CurrentDefinitions.class);

  private final BootHandlerSettings settings;
  private volatile DefinitionSet snapshot = DefinitionSet.EMPTY;
  private final CompletableFuture<DefinitionWatch> firstLook;
  private volatile @Nullable DefinitionWatch watch;

  /** Begins to read at once, beside what else starts. */
  CurrentDefinitions(BootHandlerSettings settings) {
    this.settings = settings;
    LOG.info("reading definitions from {}", settings.vmsDir());
    this.firstLook =
        CompletableFuture.supplyAsync(
            this::look, Thread.ofPlatform().name("definitions").daemon()::start);
  }

  private DefinitionWatch look() {
    return DefinitionWatch.start(
        new DefinitionDirectory(settings.vmsDir()), settings.rescanInterval(), this::accept);
  }

  public DefinitionSet snapshot() {
    return snapshot;
  }

  /** When the directory was last known to be as the snapshot says. */
  public Instant lastLook() {
    DefinitionWatch running = watch;
    return running == null ? Instant.EPOCH : running.lastLook();
  }

  private void accept(DefinitionSet next) {
    if (snapshot.size() != next.size()) {
      LOG.info("{} definitions in {}", next.size(), settings.vmsDir());
    }
    snapshot = next;
  }

  @Override
  public void start() {
    watch = firstLook.join();
  }

  @Override
  public void stop() {
    DefinitionWatch running = watch;
    if (running != null) {
      running.close();
      watch = null;
    }
  }

  @Override
  public boolean isRunning() {
    return watch != null;
  }

  /**
   * Before the web server, which starts at a later phase: nobody is told that nothing is defined.
   */
  @Override
  public int getPhase() {
    return 0;
  }
}
