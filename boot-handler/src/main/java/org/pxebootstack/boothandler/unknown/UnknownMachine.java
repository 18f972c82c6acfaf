package org.pxebootstack.boothandler.unknown;

import java.time.Instant;
import org.pxebootstack.contract.machine.MacAddress;

/**
 * A machine that asked for its script, and that no file is meant for.
 *
 * @param address from which it asked
 * @param times how often it has asked
 */
public record UnknownMachine(
    MacAddress mac, String address, Instant firstAsked, Instant lastAsked, long times) {

  UnknownMachine asked(String from, Instant now) {
    return new UnknownMachine(mac, from, firstAsked, now, times + 1);
  }
}
