package org.pxebootstack.contract.definition;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.contract.machine.MacAddress;
import org.pxebootstack.contract.machine.MachineName;

/** What became of the text of a definition. */
public sealed interface ParsedDefinition {

  /** It can be used. */
  record Valid(VmDefinition definition) implements ParsedDefinition {}

  /**
   * It cannot.
   *
   * @param mac whose machine it was meant for, where that much could be read
   * @param name how it was called, where that much could be read
   * @param problems all of them, at least one
   */
  record Invalid(@Nullable MacAddress mac, @Nullable MachineName name, List<Problem> problems)
      implements ParsedDefinition {
    public Invalid {
      problems = List.copyOf(problems);
    }
  }
}
