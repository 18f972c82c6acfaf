package org.pxebootstack.boothandler.web;

import java.util.List;
import org.pxebootstack.boothandler.definition.CurrentDefinitions;
import org.pxebootstack.contract.definition.VmDefinition;
import org.pxebootstack.contract.machine.InvalidValueException;
import org.pxebootstack.contract.machine.MacAddress;
import org.pxebootstack.contract.machine.MachineName;
import org.pxebootstack.contract.machine.Quoted;
import org.pxebootstack.definitions.DefinitionSet;
import org.pxebootstack.rendering.explanation.UndefinedMachine;
import org.pxebootstack.rendering.ipxe.BootRule;
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
   * @throws Refusal 400, or 404 with what could be the reason
   */
  public VmDefinition byMac(String text) {
    return byMac(mac(text));
  }

  /**
   * The machine with a MAC.
   *
   * @throws Refusal 404 with what could be the reason
   */
  public VmDefinition byMac(MacAddress mac) {
    DefinitionSet set = definitions.snapshot();
    return target(set.byMac(mac).orElseThrow(() -> undefined(set, mac)));
  }

  /**
   * Whether no definition is meant for a MAC, not even one that can't be used: then it is free for
   * who boots machines without definitions.
   */
  public boolean isUnheardOf(MacAddress mac) {
    DefinitionSet set = definitions.snapshot();
    return set.byMac(mac).isEmpty() && set.problemsOf(mac).isEmpty();
  }

  private static Refusal undefined(DefinitionSet set, MacAddress mac) {
    return notFound(
        UndefinedMachine.reasons(
            "the MAC address",
            "mac",
            mac.toString(),
            set.problemsOf(mac),
            set.problemsOfUnknownMachines()));
  }

  /**
   * The machine with a name.
   *
   * @throws Refusal 404, with what could be the reason
   */
  public VmDefinition byName(String text) {
    MachineName name;
    try {
      name = new MachineName(text);
    } catch (InvalidValueException e) {
      throw new Refusal(HttpStatus.NOT_FOUND, String.valueOf(e.getMessage()));
    }
    DefinitionSet set = definitions.snapshot();
    return target(
        set.byName(name)
            .orElseThrow(() ->
                notFound(
                    UndefinedMachine.reasons(
                        "the name",
                        "name",
                        text,
                        set.problemsOf(name),
                        set.problemsOfUnknownMachines()))));
  }

  private static VmDefinition target(VmDefinition found) {
    BootRule.reasonForRefusal(found)
        .ifPresent(why -> {
          throw notFound(List.of(why));
        });
    return found;
  }

  private static Refusal notFound(List<String> sentences) {
    return new Refusal(HttpStatus.NOT_FOUND, sentences.toArray(String[]::new));
  }
}
