package org.pxebootstack.cli.doctor.packet;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.pxebootstack.contract.machine.MacAddress;

/**
 * Somebody's answer to a DHCPDISCOVER.
 *
 * @param server who answers: its server identifier (option 54), else from where the packet came
 * @param sender the Ethernet address that the packet came from: the server's, or a relay's
 * @param offered the address offered; 0.0.0.0 from a server that only says what to boot (ProxyDHCP)
 * @param bootFile what to boot, as the server wrote it; empty where it does not say
 */
public record DhcpOffer(
    InetAddress server, MacAddress sender, InetAddress offered, String bootFile) {
  private static final int UDP = 17;
  private static final int UDP_HEADER = 8;
  private static final int REPLY = 2;
  private static final int MESSAGE_TYPE = 53;
  private static final int SERVER_IDENTIFIER = 54;
  private static final int BOOT_FILE = 67;

  /** Field {@code file} of the header (RFC 2131, section 2). */
  private static final int FILE = 108;

  private static final int FILE_LENGTH = 128;
  private static final byte[] OFFER = {2};

  /** Whether it offers no address, only something to boot. */
  public boolean isProxy() {
    return offered.isAnyLocalAddress();
  }

  /**
   * Reads a packet from its IPv4 header on; whatever it holds, it never fails.
   *
   * @return nothing where it is no answer to {@code question}
   */
  static Optional<DhcpOffer> parse(byte[] packet, MacAddress sender, DhcpDiscover question) {
    try {
      ByteBuffer ip = ByteBuffer.wrap(packet);
      int header = (ip.get(0) & 0xf) * 4;
      if (ip.get(0) >>> 4 != 4 || ip.get(9) != UDP || ip.getShort(header + 2) != 68) {
        return Optional.empty();
      }
      ByteBuffer message = ByteBuffer.wrap(packet).position(header + UDP_HEADER).slice();
      long client = message.getLong(28) >>> 16;
      if (message.get(0) != REPLY
          || message.getInt(4) != question.transaction()
          || client != question.client().bits()
          || message.getInt(DhcpDiscover.OPTIONS_START - 4) != DhcpDiscover.MAGIC_COOKIE) {
        return Optional.empty();
      }
      Map<Integer, byte[]> options = options(message.position(DhcpDiscover.OPTIONS_START));
      if (!Arrays.equals(options.get(MESSAGE_TYPE), OFFER)) {
        return Optional.empty();
      }
      byte[] server = options.getOrDefault(SERVER_IDENTIFIER, new byte[0]);
      return Optional.of(
          new DhcpOffer(
              InetAddress.getByAddress(server.length == 4 ? server : bytes(ip, 12)),
              sender,
              InetAddress.getByAddress(bytes(message, 16)),
              bootFile(message, options)));
    } catch (IndexOutOfBoundsException
        | BufferUnderflowException
        | IllegalArgumentException
        | UnknownHostException e) {
      return Optional.empty(); // It ends too early.
    }
  }

  /** By the option, which UEFI prefers, or by the header. */
  private static String bootFile(ByteBuffer message, Map<Integer, byte[]> options) {
    byte[] file = options.get(BOOT_FILE);
    if (file == null) {
      file = new byte[FILE_LENGTH];
      message.get(FILE, file);
    }
    String text = new String(file, StandardCharsets.ISO_8859_1);
    int end = text.indexOf('\0');
    return end < 0 ? text : text.substring(0, end);
  }

  private static byte[] bytes(ByteBuffer buffer, int position) {
    byte[] four = new byte[4];
    buffer.get(position, four);
    return four;
  }

  private static Map<Integer, byte[]> options(ByteBuffer options) {
    Map<Integer, byte[]> found = new HashMap<>();
    while (options.hasRemaining()) {
      int number = options.get() & 0xff;
      if (number == 255) {
        break;
      }
      if (number != 0) {
        byte[] value = new byte[options.get() & 0xff];
        options.get(value);
        found.put(number, value);
      }
    }
    return found;
  }
}
