package org.pxebootstack.boothandler.plan;

import java.io.IOException;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.pxebootstack.contract.boot.BootPlan;
import org.pxebootstack.contract.machine.DataSize;
import org.pxebootstack.contract.machine.MacAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Which machine has fetched what of the plan, by what nginx has sent. */
@Component
class Deliveries {
  private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);

  /** What nginx has sent may still be on its way. */
  private static final long LAST_BYTES_SECONDS = 5;

  private final CurrentPlan plan;
  private final Map<MacAddress, BitSet> fetched = new HashMap<>();
  private final Set<MacAddress> whole = new HashSet<>();

  Deliveries(CurrentPlan plan) {
    this.plan = plan;
  }

  /** Whether the machine has fetched all files at least once. */
  synchronized boolean hasEverything(MacAddress mac) {
    return whole.contains(mac);
  }

  /** nginx has answered a request for a file. */
  void note(Delivery delivery) {
    plan.get()
        .filter(each -> delivery.number() < each.files().size())
        .ifPresent(each -> note(each, delivery));
  }

  private synchronized void note(BootPlan plan, Delivery delivery) {
    MacAddress mac = delivery.mac();
    BootPlan.PlannedFile file = plan.files().get(delivery.number());
    String what = what(plan, delivery.number()) + " " + file.name();
    if (!delivery.isWhole()) {
      LOG.warn(
          "{}: {} was not fetched: answer {}, {} of {} sent; it may try again",
          mac,
          what,
          delivery.status(),
          new DataSize(delivery.bytes()),
          new DataSize(file.bytes()));
      return;
    }
    LOG.info("{}: {} fetched, {}", mac, what, new DataSize(delivery.bytes()));
    BitSet files = fetched.computeIfAbsent(mac, _ -> new BitSet());
    files.set(delivery.number());
    if (files.cardinality() == plan.files().size() && whole.add(mac)) {
      Integer count = plan.count();
      LOG.info(
          "{}: has everything and starts; {} machine{} so far{}",
          mac,
          whole.size(),
          whole.size() == 1 ? "" : "s",
          count == null ? "" : ", of " + count);
      if (count != null && whole.size() == count) {
        LOG.info("that was the last one: the stack ends in {} seconds", LAST_BYTES_SECONDS);
        CompletableFuture.delayedExecutor(LAST_BYTES_SECONDS, TimeUnit.SECONDS)
            .execute(this::finish);
      }
    }
  }

  private static String what(BootPlan plan, int number) {
    if (number == 0) {
      return "kernel";
    }
    return number <= plan.initrds()
        ? "initrd %d of %d".formatted(number, plan.initrds())
        : "file of the command line";
  }

  private void finish() {
    try {
      plan.finished();
    } catch (IOException e) {
      LOG.error("the stack can't be told to end ({}); end it yourself", e.getMessage());
    }
  }
}
