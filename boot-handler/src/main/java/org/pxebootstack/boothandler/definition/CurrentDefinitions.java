package org.pxebootstack.boothandler.definition;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.boothandler.BootHandlerSettings;
import org.pxebootstack.contract.definition.Problem;
import org.pxebootstack.definitions.DefinitionDirectory;
import org.pxebootstack.definitions.DefinitionSet;
import org.pxebootstack.definitions.DefinitionWatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** The latest snapshot of the definitions directory; says in the log what changed. */
@Component
public class CurrentDefinitions implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(CurrentDefinitions.class);

  private final BootHandlerSettings settings;
  private volatile DefinitionSet snapshot = DefinitionSet.EMPTY;
  private volatile boolean running;
  private @Nullable DefinitionWatch watch;

  CurrentDefinitions(BootHandlerSettings settings) {
    this.settings = settings;
  }

  public DefinitionSet snapshot() {
    return snapshot;
  }

  private void accept(DefinitionSet next) {
    Set<Problem> before = new HashSet<>(snapshot.problems());
    List<Problem> now = next.problems();
    if (snapshot.all().size() != next.all().size()) {
      LOG.info("{} definitions in {}", next.all().size(), settings.vmsDir());
    }
    snapshot = next;
    now.stream().filter(each -> !before.contains(each)).forEach(each -> LOG.warn(each.sentence()));
    before.removeAll(new HashSet<>(now));
    before.forEach(each -> LOG.info("solved: {}", each.sentence()));
  }

  @Override
  public void start() {
    LOG.info("reading definitions from {}", settings.vmsDir());
    watch =
        DefinitionWatch.start(
            new DefinitionDirectory(settings.vmsDir()), settings.rescanInterval(), this::accept);
    running = true;
  }

  @Override
  public void stop() {
    if (watch != null) {
      watch.close();
    }
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /**
   * Before the web server, which starts at a later phase: nobody is told that nothing is defined.
   */
  @Override
  public int getPhase() {
    return 0;
  }
}
