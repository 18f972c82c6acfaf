package org.pxebootstack.boothandler.web;

import java.util.Optional;
import org.pxebootstack.boothandler.definition.CurrentDefinitions;
import org.pxebootstack.contract.definition.Role;
import org.pxebootstack.contract.definition.VmDefinition;
import org.pxebootstack.contract.machine.MacAddress;
import org.pxebootstack.contract.machine.MachineName;
import org.pxebootstack.contract.machine.Quoted;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Finds the machine that a URL names, always by looking it up, never as a path. */
@Component
public class RequestedMachine {
  private final CurrentDefinitions definitions;

  RequestedMachine(CurrentDefinitions definitions) {
    this.definitions = definitions;
  }

  /**
   * Reads the MAC in a URL.
   *
   * @throws Refusal 400
   */
  public static MacAddress mac(String text) {
    return MacAddress.tryParse(text)
        .orElseThrow(() ->
            new Refusal(
                HttpStatus.BAD_REQUEST,
                Quoted.of(text)
                    + " is not a MAC address; write six pairs such as 52:54:00:12:34:56"));
  }

  /**
   * The machine with a MAC.
   *
   * @throws Refusal 400 or 404
   */
  public VmDefinition byMac(String text) {
    return target(definitions.snapshot().byMac(mac(text)), text);
  }

  /**
   * The machine with a name.
   *
   * @throws Refusal 404
   */
  public VmDefinition byName(String text) {
    MachineName name;
    try {
      name = new MachineName(text);
    } catch (IllegalArgumentException e) {
      throw new Refusal(HttpStatus.NOT_FOUND, String.valueOf(e.getMessage()));
    }
    return target(definitions.snapshot().byName(name), text);
  }

  private static VmDefinition target(Optional<VmDefinition> found, String text) {
    return found
        .filter(each -> each.role() == Role.TARGET)
        .orElseThrow(() ->
            new Refusal(
                HttpStatus.NOT_FOUND,
                "no usable definition of a target is called " + Quoted.of(text)));
  }
}
