package org.pxebootstack.vmwatcher.configuration;

import java.net.InetAddress;
import org.pxebootstack.contract.machine.InvalidValueException;
import org.pxebootstack.contract.machine.IpNetwork;

/** Which of the two Internet protocols a variable is for. */
enum IpFamily {
  IPV4("IPv4", 4, "192.168.105.1"),
  IPV6("IPv6", 16, "fd00::100");

  private final String label;
  private final int bytes;
  private final String example;

  IpFamily(String label, int bytes, String example) {
    this.label = label;
    this.bytes = bytes;
    this.example = example;
  }

  /**
   * Reads an address of this family.
   *
   * @throws InvalidValueException with a sentence for people when {@code text} is none
   */
  InetAddress parse(String text) {
    try {
      InetAddress address = IpNetwork.parseAddress(text);
      if (address.getAddress().length == bytes) {
        return address;
      }
    } catch (InvalidValueException e) {
      // said below, for this family
    }
    throw new InvalidValueException(
        text, "is not an " + label + " address", "write one such as " + example);
  }
}
