package org.pxebootstack.cli.doctor.packet;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.pxebootstack.contract.machine.MacAddress;

/**
 * An ARP message for IPv4 on Ethernet (RFC 826).
 *
 * @param operation 1 asks, 2 answers
 * @param sender who sends it
 * @param senderIp which address it says it has; 0.0.0.0 in a probe, which claims none
 * @param targetIp which address it is about
 */
record ArpMessage(int operation, MacAddress sender, InetAddress senderIp, InetAddress targetIp) {
  private static final int SIZE = 28;
  private static final int REQUEST = 1;

  /** Ethernet, IPv4, and the lengths of their addresses. */
  private static final long HEADER = 0x0001_0800_0604L;

  /** Asks who has an address, without saying anything about one's own (RFC 5227, section 1.1). */
  static ArpMessage probe(MacAddress sender, Inet4Address address) {
    return new ArpMessage(REQUEST, sender, Inet4Address.ofLiteral("0.0.0.0"), address);
  }

  byte[] toBytes() {
    ByteBuffer message = ByteBuffer.allocate(SIZE).putLong(HEADER << 16 | operation);
    message.putShort((short) (sender.bits() >>> 32)).putInt((int) sender.bits());
    message.put(senderIp.getAddress()).putShort((short) 0).putInt(0);
    return message.put(targetIp.getAddress()).array();
  }

  /** Nothing where {@code bytes} are no such message. */
  static Optional<ArpMessage> parse(byte[] bytes) {
    ByteBuffer message = ByteBuffer.wrap(bytes);
    if (bytes.length < SIZE || message.getLong(0) >>> 16 != HEADER) {
      return Optional.empty();
    }
    return Optional.of(
        new ArpMessage(
            message.getShort(6),
            new MacAddress(message.getLong(8) >>> 16),
            address(message, 14),
            address(message, 24)));
  }

  private static InetAddress address(ByteBuffer message, int position) {
    byte[] bytes = new byte[4];
    message.get(position, bytes);
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are an address", e);
    }
  }
}
