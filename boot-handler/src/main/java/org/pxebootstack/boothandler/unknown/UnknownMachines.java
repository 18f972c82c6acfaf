package org.pxebootstack.boothandler.unknown;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.pxebootstack.boothandler.definition.CurrentDefinitions;
import org.pxebootstack.contract.machine.MacAddress;
import org.pxebootstack.definitions.DefinitionSet;
import org.springframework.stereotype.Component;

/**
 * The machines that asked and that nobody defined: the latest so many, since this process started.
 */
@Component
public class UnknownMachines {
  private static final int MOST = 1000;

  private final CurrentDefinitions definitions;
  private final Map<MacAddress, UnknownMachine> asked =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<MacAddress, UnknownMachine> eldest) {
          return size() > MOST;
        }
      };

  UnknownMachines(CurrentDefinitions definitions) {
    this.definitions = definitions;
  }

  /** A machine has asked, and was told that it is not defined. */
  public void add(MacAddress mac, String address) {
    if (!mac.isUnicast()) {
      return;
    }
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    synchronized (asked) {
      asked.merge(
          mac,
          new UnknownMachine(mac, address, now, now, 1),
          (known, _) -> known.asked(address, now));
    }
  }

  /** Those for which there is no file by now, good or bad; who asked last comes first. */
  public List<UnknownMachine> all() {
    DefinitionSet set = definitions.snapshot();
    List<UnknownMachine> all;
    synchronized (asked) {
      all = List.copyOf(asked.values());
    }
    return all.stream()
        .filter(each -> set.byMac(each.mac()).isEmpty() && set.problemsOf(each.mac()).isEmpty())
        .sorted(
            Comparator.comparing(UnknownMachine::lastAsked)
                .reversed()
                .thenComparingLong(each -> each.mac().bits()))
        .toList();
  }
}
