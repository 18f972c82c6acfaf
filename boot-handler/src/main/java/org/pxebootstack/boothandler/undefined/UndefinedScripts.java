package org.pxebootstack.boothandler.undefined;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.pxebootstack.boothandler.observation.Answers;
import org.pxebootstack.rendering.ipxe.UndefinedBoot;
import org.pxebootstack.rendering.ipxe.UndefinedScript;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The scripts of machines that no definition names. */
@Component
public class UndefinedScripts {
  private static final Logger LOG = LoggerFactory.getLogger(UndefinedScripts.class);

  private final List<UndefinedMachines> sources;
  private final Answers answers;

  UndefinedScripts(ObjectProvider<UndefinedMachines> sources, Answers answers) {
    this.sources = sources.orderedStream().toList();
    this.answers = answers;
  }

  /**
   * The script of a machine; empty where nobody knows it.
   *
   * @param machineItself whether it is iPXE that asks, and not a person who looks
   */
  public CompletableFuture<Optional<String>> of(RequestingMachine machine, boolean machineItself) {
    CompletableFuture<Optional<UndefinedBoot>> boot =
        CompletableFuture.completedFuture(Optional.empty());
    for (UndefinedMachines each : sources) {
      boot =
          boot.thenCompose(found ->
              found.isPresent() ? CompletableFuture.completedFuture(found) : each.bootOf(machine));
    }
    return boot.thenApply(found -> found.map(each -> script(each, machine, machineItself)));
  }

  private String script(UndefinedBoot boot, RequestingMachine machine, boolean machineItself) {
    answers.script(
        boot instanceof UndefinedBoot.LeaveAlone ? Answers.Script.DISK : Answers.Script.BOOT);
    if (machineItself) {
      LOG.info("{} asks: {}", machine, inWords(boot));
    }
    return UndefinedScript.of(boot, machine.mac(), machine.base());
  }

  private static String inWords(UndefinedBoot boot) {
    return switch (boot) {
      case UndefinedBoot.Kernel kernel ->
          "given %s, initrds: %d, command line \"%s\""
              .formatted(kernel.kernel(), kernel.initrds().size(), kernel.arguments());
      case UndefinedBoot.Script script ->
          "given a script of %d characters".formatted(script.text().length());
      case UndefinedBoot.LeaveAlone(String why) -> "left alone, it " + why;
    };
  }
}
