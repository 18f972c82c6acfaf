package org.pxebootstack.vmwatcher.configuration;

import java.net.InetAddress;
import java.util.Arrays;
import org.pxebootstack.contract.machine.IpNetwork;

/** Addresses of one IP family that DHCP hands out, both ends included. */
record AddressRange(InetAddress start, InetAddress end) {

  boolean isSwapped() {
    return compare(start, end) > 0;
  }

  boolean contains(InetAddress address) {
    return address.getAddress().length == start.getAddress().length
        && compare(start, address) <= 0
        && compare(address, end) <= 0;
  }

  private static int compare(InetAddress one, InetAddress other) {
    return Arrays.compareUnsigned(one.getAddress(), other.getAddress());
  }

  @Override
  public String toString() {
    return IpNetwork.text(start) + " to " + IpNetwork.text(end);
  }
}
