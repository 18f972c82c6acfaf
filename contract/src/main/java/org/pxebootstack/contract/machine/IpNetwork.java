package org.pxebootstack.contract.machine;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.regex.Pattern;

/**
 * An IP network in CIDR notation (RFC 4632).
 *
 * @param address any address inside it, as it was written
 * @param prefixLength leading one bits of the mask: 0 to 32, or to 128 for IPv6
 */
public record IpNetwork(InetAddress address, int prefixLength) {
  private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:]{2,39}");

  /**
   * Reads {@code 192.168.105.0/24} or {@code fd00::/64}.
   *
   * @throws IllegalArgumentException with a sentence for people when {@code text} is none
   */
  public static IpNetwork parse(String text) {
    int slash = text.indexOf('/');
    try {
      InetAddress address = parseAddress(slash < 0 ? "" : text.substring(0, slash));
      int length = Integer.parseInt(text, slash + 1, text.length(), 10);
      if (length >= 0 && length <= address.getAddress().length * 8) {
        return new IpNetwork(address, length);
      }
    } catch (IllegalArgumentException e) {
      // said below, for the whole of it
    }
    throw new IllegalArgumentException(
        Quoted.of(text) + " is not a network; write one such as 192.168.105.0/24 or fd00::/64");
  }

  /**
   * Reads one address, without ever asking a name server.
   *
   * @throws IllegalArgumentException with a sentence for people when {@code text} is none
   */
  public static InetAddress parseAddress(String text) {
    try {
      if (IPV4.matcher(text).matches()) {
        return Inet4Address.ofLiteral(text);
      }
      if (IPV6.matcher(text).matches()) {
        return Inet6Address.ofLiteral(text);
      }
    } catch (IllegalArgumentException e) {
      // said below, in our words
    }
    throw new IllegalArgumentException(
        Quoted.of(text) + " is not an IP address; write one such as 192.168.105.2 or fd00::2");
  }

  public boolean contains(InetAddress other) {
    byte[] ours = address.getAddress();
    byte[] theirs = other.getAddress();
    if (ours.length != theirs.length) {
      return false;
    }
    for (int bit = 0; bit < prefixLength; bit++) {
      int mask = 0x80 >> bit % 8;
      if ((ours[bit / 8] & mask) != (theirs[bit / 8] & mask)) {
        return false;
      }
    }
    return true;
  }

  /** The mask in dotted notation, for IPv4 only: {@code 255.255.255.0}. */
  public String netmask() {
    if (!(address instanceof Inet4Address)) {
      throw new IllegalStateException("only IPv4 writes its mask in dots");
    }
    long mask = 0xffffffffL << (32 - prefixLength);
    return (mask >> 24 & 0xff)
        + "."
        + (mask >> 16 & 0xff)
        + "."
        + (mask >> 8 & 0xff)
        + "."
        + (mask & 0xff);
  }

  @Override
  public String toString() {
    return address.getHostAddress() + "/" + prefixLength;
  }
}
