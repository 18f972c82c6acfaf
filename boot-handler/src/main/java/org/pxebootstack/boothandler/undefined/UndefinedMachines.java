package org.pxebootstack.boothandler.undefined;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.pxebootstack.boothandler.web.Refusal;
import org.pxebootstack.rendering.ipxe.UndefinedBoot;

/**
 * Decides what a machine that no definition names boots. Every bean of this type is asked, in the
 * order of {@link org.springframework.core.annotation.Order}, until one knows.
 *
 * <p>Spring looks for beans while the program is built: one that is switched on by a setting always
 * exists, and answers nothing where it is not.
 */
public interface UndefinedMachines {
  /**
   * What it boots; empty where this one does not know, so that the next one is asked, or the
   * machine is told that nobody defined it.
   *
   * <p>Does not wait for anybody: who asks another server completes the answer later, so that only
   * this machine is delayed.
   *
   * @return completed with a {@link Refusal} where there is a sentence to show on the machine
   * @throws Refusal likewise
   */
  CompletableFuture<Optional<UndefinedBoot>> bootOf(RequestingMachine machine);
}
