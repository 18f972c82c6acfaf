package org.pxebootstack.boothandler.machine;

import java.util.concurrent.ThreadLocalRandom;

/**
 * One boot of a machine, from the script that it was given on.
 *
 * @param value a random number; only what is signed with it is secret
 */
public record BootId(long value) {
  static BootId fresh() {
    return new BootId(ThreadLocalRandom.current().nextLong());
  }
}
