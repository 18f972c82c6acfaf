package org.pxebootstack.contract.machine;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * An IP network in CIDR notation (RFC 4632).
 *
 * @param address any address inside it, as it was written
 * @param prefixLength leading one bits of the mask: 0 to 32, or to 128 for IPv6
 */
public record IpNetwork(InetAddress address, int prefixLength) {
  private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

  /** Java takes longer groups where the rest of them is zeros; RFC 4291, section 2.2, does not. */
  private static final Pattern IPV6 = Pattern.compile("(?!.*[0-9A-Fa-f]{5})[0-9A-Fa-f:]{2,39}");

  private static final Pattern LENGTH = Pattern.compile("0|[1-9]\\d{0,2}");

  /**
   * Reads {@code 192.168.105.0/24} or {@code fd00::/64}.
   *
   * @throws InvalidValueException with a sentence for people when {@code text} is none
   */
  public static IpNetwork parse(String text) {
    int slash = text.indexOf('/');
    try {
      InetAddress address = parseAddress(slash < 0 ? "" : text.substring(0, slash));
      String written = text.substring(slash + 1);
      int length = LENGTH.matcher(written).matches() ? Integer.parseInt(written) : -1;
      if (length >= 0 && length <= address.getAddress().length * 8) {
        return new IpNetwork(address, length);
      }
    } catch (IllegalArgumentException e) {
      // said below, for the whole of it
    }
    throw new InvalidValueException(
        text, "is not a network", "write one such as 192.168.105.0/24 or fd00::/64");
  }

  /**
   * Reads one address, without ever asking a name server.
   *
   * @throws InvalidValueException with a sentence for people when {@code text} is none
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
    throw new InvalidValueException(
        text, "is not an IP address", "write one such as 192.168.105.2 or fd00::2");
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

  /** Whether {@code other} is this network's own number: the address part all zeros. */
  public boolean isNetworkAddress(InetAddress other) {
    return prefixLength < bits() - 1 && contains(other) && hostBitsAre(other, 0);
  }

  /** Whether {@code other} is this network's broadcast address: IPv4, the address part all ones. */
  public boolean isBroadcastAddress(InetAddress other) {
    return other instanceof Inet4Address
        && prefixLength < bits() - 1
        && contains(other)
        && hostBitsAre(other, 1);
  }

  private boolean hostBitsAre(InetAddress other, int wanted) {
    byte[] bytes = other.getAddress();
    for (int bit = prefixLength; bit < bits(); bit++) {
      if (((bytes[bit / 8] >> (7 - bit % 8)) & 1) != wanted) {
        return false;
      }
    }
    return true;
  }

  private int bits() {
    return address.getAddress().length * 8;
  }

  /**
   * An address as people write it: for IPv6 the shortest form (RFC 5952, section 4), which is not
   * what {@link InetAddress#getHostAddress} gives.
   */
  public static String text(InetAddress address) {
    if (!(address instanceof Inet6Address)) {
      return address.getHostAddress();
    }
    String[] groups = new String[8];
    byte[] bytes = address.getAddress();
    for (int i = 0; i < 8; i++) {
      groups[i] = Integer.toHexString(((bytes[2 * i] & 0xff) << 8) | (bytes[2 * i + 1] & 0xff));
    }
    int start = -1;
    int length = 1; // A single group of zeros is not shortened.
    for (int i = 0; i < 8; i++) {
      int end = i;
      while (end < 8 && groups[end].equals("0")) {
        end++;
      }
      if (end - i > length) {
        start = i;
        length = end - i;
      }
    }
    if (start < 0) {
      return String.join(":", groups);
    }
    List<String> all = Arrays.asList(groups);
    return String.join(":", all.subList(0, start))
        + "::"
        + String.join(":", all.subList(start + length, 8));
  }

  @Override
  public String toString() {
    return text(address) + "/" + prefixLength;
  }
}
