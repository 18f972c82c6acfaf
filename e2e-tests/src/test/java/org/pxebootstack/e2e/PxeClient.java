package org.pxebootstack.e2e;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.contract.machine.IpNetwork;
import org.pxebootstack.contract.machine.MacAddress;

/**
 * What firmware for the network does with DHCP until it knows what to load: it listens to several
 * servers, and asks a ProxyDHCP server once more, at port 4011 (PXE specification 2.1, sections 2.2
 * and 2.3). A program of its own, since it must run inside the network: its arguments are how many
 * offers it waits for at most, an address of its host, its MAC, and options as {@code
 * number=hexadecimal}.
 */
final class PxeClient {
  private static final InetSocketAddress EVERYBODY =
      new InetSocketAddress(IpNetwork.parseAddress("255.255.255.255"), 67);
  private static final int CLIENT = 68;
  private static final int BOOT_SERVER = 4011;
  private static final int HEADER = 236;
  private static final int COOKIE = 0x63825363;
  private static final byte DISCOVER = 1;
  private static final byte REQUEST = 3;
  private static final int VENDOR_OPTIONS = 43;
  private static final int VENDOR_CLASS = 60;
  private static final int BOOT_FILE = 67;

  /** In the vendor options: the menu, and which of its items was chosen. */
  private static final int MENU = 9;

  private static final int CHOSEN = 71;

  /** Firmware waits about as long, for who only says what to boot. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final int most;
  private final InetAddress own;
  private final MacAddress mac;
  private final Map<Integer, byte[]> sent;
  private final int transaction = new SecureRandom().nextInt();

  private PxeClient(int most, InetAddress own, MacAddress mac, Map<Integer, byte[]> sent) {
    this.most = most;
    this.own = own;
    this.mac = mac;
    this.sent = Map.copyOf(sent);
  }

  /** Prints a line for each answer, in the order of their kinds. */
  public static void main(String[] args) throws IOException {
    Map<Integer, byte[]> options = new HashMap<>();
    for (String each : Arrays.asList(args).subList(3, args.length)) {
      String[] pair = each.split("=", 2);
      options.put(Integer.valueOf(pair[0]), HexFormat.of().parseHex(pair[1]));
    }
    var client =
        new PxeClient(
            Integer.parseInt(args[0]),
            IpNetwork.parseAddress(args[1]),
            MacAddress.parse(args[2]),
            options);
    client.boot().stream().sorted().forEach(System.out::println);
  }

  /** An answer, from {@code from}. */
  private record Answer(InetAddress from, ByteBuffer message, Map<Integer, byte[]> options) {
    String file() {
      byte[] file = options.get(BOOT_FILE);
      if (file == null) {
        file = new byte[128];
        message.get(108, file);
      }
      return new String(file, StandardCharsets.ISO_8859_1).replaceFirst("(?s)\0.*", "");
    }

    boolean isProxy() {
      return message.getInt(16) == 0;
    }

    String text(String kind) throws IOException {
      byte[] next = new byte[4];
      message.get(20, next);
      byte[] vendor = options.getOrDefault(VENDOR_CLASS, new byte[0]);
      return "%s from %s: class %s, next-server %s, file %s"
          .formatted(
              kind,
              IpNetwork.text(from),
              vendor.length == 0 ? "-" : new String(vendor, StandardCharsets.US_ASCII),
              IpNetwork.text(InetAddress.getByAddress(next)),
              file().isEmpty() ? "-" : file());
    }
  }

  private List<String> boot() throws IOException {
    List<String> lines = new ArrayList<>();
    try (DatagramSocket socket = new DatagramSocket(null)) {
      socket.setReuseAddress(true);
      socket.setBroadcast(true);
      socket.bind(new InetSocketAddress(CLIENT));
      byte[] discover = message(DISCOVER, null, null);
      socket.send(new DatagramPacket(discover, discover.length, EVERYBODY));
      List<Answer> offers = answers(socket, most);
      for (Answer each : offers) {
        lines.add(each.text(each.isProxy() ? "boot offer" : "address offer"));
        if (each.isProxy() && each.file().isEmpty()) {
          byte[] request = message(REQUEST, own, chosen(each));
          socket.send(
              new DatagramPacket(
                  request, request.length, new InetSocketAddress(each.from(), BOOT_SERVER)));
          for (Answer answer : answers(socket, 1)) {
            lines.add(answer.text("boot server"));
          }
        }
      }
    }
    return lines;
  }

  /** The first item of the menu, as firmware takes it that shows none; null without a menu. */
  private static byte @Nullable [] chosen(Answer offer) {
    byte[] vendor = offer.options().get(VENDOR_OPTIONS);
    byte[] menu = vendor == null ? null : options(ByteBuffer.wrap(vendor)).get(MENU);
    return menu == null ? null : new byte[] {CHOSEN, 4, menu[0], menu[1], 0, 0, (byte) 255};
  }

  private List<Answer> answers(DatagramSocket socket, int atMost) throws IOException {
    List<Answer> answers = new ArrayList<>();
    long end = System.nanoTime() + PATIENCE.toNanos();
    try {
      while (answers.size() < atMost) {
        socket.setSoTimeout((int) Math.max(1, (end - System.nanoTime()) / 1_000_000));
        byte[] bytes = new byte[1500];
        DatagramPacket packet = new DatagramPacket(bytes, bytes.length);
        socket.receive(packet);
        ByteBuffer message = ByteBuffer.wrap(bytes, 0, packet.getLength());
        if (message.get(0) == 2 && message.getInt(4) == transaction) {
          answers.add(
              new Answer(
                  packet.getAddress(), message, options(message.duplicate().position(HEADER + 4))));
        }
      }
    } catch (SocketTimeoutException e) {
      return answers;
    }
    return answers;
  }

  private static Map<Integer, byte[]> options(ByteBuffer bytes) {
    Map<Integer, byte[]> options = new HashMap<>();
    while (bytes.hasRemaining()) {
      int number = bytes.get() & 0xff;
      if (number == 255) {
        return options;
      }
      if (number != 0) {
        byte[] value = new byte[bytes.get() & 0xff];
        bytes.get(value);
        options.put(number, value);
      }
    }
    return options;
  }

  private byte[] message(
      byte type, @Nullable InetAddress address, byte @Nullable [] vendorOptions) {
    ByteBuffer message = ByteBuffer.allocate(548);
    message.put((byte) 1).put((byte) 1).put((byte) 6).put((byte) 0).putInt(transaction);
    message.putShort(10, (short) 0x8000);
    if (address != null) {
      message.put(12, address.getAddress());
    }
    message.putShort(28, (short) (mac.bits() >>> 32)).putInt(30, (int) mac.bits());
    message.position(HEADER).putInt(COOKIE);
    message.put((byte) 53).put((byte) 1).put(type);
    // Asked for: mask, router, vendor options, server, vendor class, boot server and file.
    message.put(new byte[] {55, 7, 1, 3, VENDOR_OPTIONS, 54, VENDOR_CLASS, 66, BOOT_FILE});
    sent.forEach(
        (number, value) -> message.put(number.byteValue()).put((byte) value.length).put(value));
    if (vendorOptions != null) {
      message.put((byte) VENDOR_OPTIONS).put((byte) vendorOptions.length).put(vendorOptions);
    }
    message.put((byte) 255);
    return message.array();
  }
}
