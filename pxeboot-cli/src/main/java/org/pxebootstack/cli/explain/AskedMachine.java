package org.pxebootstack.cli.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.contract.definition.Problem;
import org.pxebootstack.contract.definition.VmDefinition;
import org.pxebootstack.contract.machine.InvalidValueException;
import org.pxebootstack.contract.machine.MacAddress;
import org.pxebootstack.contract.machine.MachineName;
import org.pxebootstack.definitions.DefinitionSet;
import org.pxebootstack.rendering.explanation.UndefinedMachine;

/**
 * Which machine a person means. Twelve hexadecimal digits can be both, a MAC and a name: then the
 * MAC is looked for first. At least one of the two is there.
 */
record AskedMachine(@Nullable MacAddress mac, @Nullable MachineName name) {

  /**
   * Reads a MAC address or a name.
   *
   * @throws InvalidValueException with a sentence for people when {@code text} is neither
   */
  static AskedMachine of(String text) {
    MacAddress mac = MacAddress.tryParse(text).orElse(null);
    try {
      return new AskedMachine(mac, new MachineName(text));
    } catch (InvalidValueException e) {
      if (mac == null) {
        throw new InvalidValueException(
            text,
            "is neither a MAC address nor a machine's name",
            "write one such as 52:54:00:12:34:56 or web1");
      }
      return new AskedMachine(mac, null);
    }
  }

  Optional<VmDefinition> in(DefinitionSet definitions) {
    return Optional.ofNullable(mac)
        .flatMap(definitions::byMac)
        .or(() -> Optional.ofNullable(name).flatMap(definitions::byName));
  }

  /** Why no definition of it is used, in sentences. */
  List<String> whyUndefined(DefinitionSet definitions) {
    List<Problem> meant = new ArrayList<>();
    if (mac != null) {
      meant.addAll(definitions.problemsOf(mac));
    }
    if (name != null) {
      meant.addAll(definitions.problemsOf(name));
    }
    List<Problem> perhaps = definitions.problemsOfUnknownMachines();
    return mac == null
        ? UndefinedMachine.reasons("the name", "name", String.valueOf(name), meant, perhaps)
        : UndefinedMachine.reasons("the MAC address", "mac", mac.toString(), meant, perhaps);
  }
}
