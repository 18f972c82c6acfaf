package org.pxebootstack.cli.doctor.packet;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.pxebootstack.contract.machine.MacAddress;

/**
 * A DHCPDISCOVER (RFC 2131) as UEFI firmware sends it, so that servers which only tell machines
 * what to boot answer as well. No server gives a lease for it: that takes a DHCPREQUEST, which is
 * never sent.
 *
 * @param transaction what answers repeat
 * @param client the hardware address of a machine that does not exist
 */
record DhcpDiscover(int transaction, MacAddress client) {
  private static final long LOCALLY_ADMINISTERED = 1L << 41;
  private static final long MULTICAST = 1L << 40;

  private static final int IP_HEADER = 20;
  private static final int UDP_HEADER = 8;
  private static final byte UDP = 17;
  private static final short BROADCAST_FLAG = (short) 0x8000;
  static final int MAGIC_COOKIE = 0x63825363;
  static final int OPTIONS_START = 240;

  static DhcpDiscover random() {
    SecureRandom random = new SecureRandom();
    long bits = random.nextLong() & 0xffffffffffffL;
    return new DhcpDiscover(
        random.nextInt(), new MacAddress((bits | LOCALLY_ADMINISTERED) & ~MULTICAST));
  }

  /** From its IPv4 header on, from 0.0.0.0 port 68 to 255.255.255.255 port 67. */
  byte[] toBytes() {
    byte[] message = message();
    int length = IP_HEADER + UDP_HEADER + message.length;
    ByteBuffer packet = ByteBuffer.allocate(length);
    packet.put((byte) 0x45).put((byte) 0).putShort((short) length).putInt(0);
    packet.put((byte) 64).put(UDP).putShort((short) 0).putInt(0).putInt(-1);
    packet.putShort(10, checksum(packet.array()));
    // Without a checksum of its own, as IPv4 allows (RFC 768).
    packet.putShort((short) 68).putShort((short) 67);
    packet.putShort((short) (UDP_HEADER + message.length)).putShort((short) 0);
    return packet.put(message).array();
  }

  private byte[] message() {
    ByteBuffer message = ByteBuffer.allocate(OPTIONS_START + 128);
    message.put((byte) 1).put((byte) 1).put((byte) 6).put((byte) 0).putInt(transaction);
    message.putShort((short) 0).putShort(BROADCAST_FLAG);
    message.position(28);
    message.putShort((short) (client.bits() >>> 32)).putInt((int) client.bits());
    message.putInt(OPTIONS_START - 4, MAGIC_COOKIE).position(OPTIONS_START);
    option(message, 53, 1); // DHCPDISCOVER
    option(message, 57, 1472 >> 8, 1472 & 0xff); // longest message
    // What is asked for: mask, router, DNS, vendor options, server, vendor class, boot server and
    // file.
    option(message, 55, 1, 3, 6, 43, 54, 60, 66, 67);
    option(message, 93, 0, 7); // UEFI on x86-64 (RFC 4578)
    option(message, 94, 1, 3, 16); // UNDI 3.16
    message.put((byte) 97).put((byte) 17).put((byte) 0); // a UUID, which PXE wants
    message.putLong(0).putLong(client.bits());
    byte[] vendorClass = "PXEClient:Arch:00007:UNDI:003016".getBytes(StandardCharsets.US_ASCII);
    message.put((byte) 60).put((byte) vendorClass.length).put(vendorClass);
    message.put((byte) 255);
    return message.array();
  }

  private static void option(ByteBuffer message, int number, int... values) {
    message.put((byte) number).put((byte) values.length);
    for (int each : values) {
      message.put((byte) each);
    }
  }

  /** RFC 1071, of the first {@value #IP_HEADER} bytes. */
  private static short checksum(byte[] packet) {
    ByteBuffer words = ByteBuffer.wrap(packet, 0, IP_HEADER);
    int sum = 0;
    while (words.hasRemaining()) {
      sum += words.getShort() & 0xffff;
    }
    sum = (sum & 0xffff) + (sum >>> 16);
    return (short) ~(sum + (sum >>> 16));
  }
}
