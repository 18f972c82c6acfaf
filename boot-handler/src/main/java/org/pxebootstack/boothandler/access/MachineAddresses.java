package org.pxebootstack.boothandler.access;

import java.net.InetAddress;
import org.pxebootstack.contract.machine.MacAddress;

/** Says which machine an address belongs to now. */
@FunctionalInterface
interface MachineAddresses {
  boolean belongs(InetAddress address, MacAddress mac);
}
