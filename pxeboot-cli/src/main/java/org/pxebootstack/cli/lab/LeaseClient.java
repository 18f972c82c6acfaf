package org.pxebootstack.cli.lab;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.contract.machine.MacAddress;

/**
 * Speaks DHCP (RFC 2131) for very many machines, which need not exist. It has to run in the network
 * itself, as root.
 */
public final class LeaseClient implements AutoCloseable {
  private static final int SERVER = 67;
  private static final int CLIENT = 68;
  private static final int MAGIC_COOKIE = 0x63825363;
  private static final int YIADDR = 16;
  private static final int CHADDR = 28;
  private static final int OPTIONS = 240;

  private static final int REQUESTED_ADDRESS = 50;
  private static final int MESSAGE_TYPE = 53;
  private static final int SERVER_IDENTIFIER = 54;
  private static final int END = 255;

  private static final byte DISCOVER = 1;
  private static final byte OFFER = 2;
  private static final byte REQUEST = 3;
  private static final byte ACKNOWLEDGEMENT = 5;
  private static final byte REFUSAL = 6;

  /** What the server said. */
  public enum Answer {
    ACKNOWLEDGED,
    REFUSED,
    /** Nothing, as long as was waited for it. */
    NONE
  }

  private final DatagramSocket socket;
  private final InetSocketAddress broadcast;

  /** Another client may be on this network, which hears our answers as we hear its. */
  private int transaction = new SecureRandom().nextInt();

  /**
   * @param broadcast the network's broadcast address
   */
  public LeaseClient(InetAddress broadcast) throws IOException {
    this.broadcast = new InetSocketAddress(broadcast, SERVER);
    this.socket = new DatagramSocket(null);
    socket.setReuseAddress(true);
    socket.setBroadcast(true);
    socket.bind(new InetSocketAddress(CLIENT));
  }

  /**
   * Asks once as a machine that remembers its address and wants to keep it (state INIT-REBOOT,
   * section 4.3.2). A server that knows better refuses at once, where an offer of another address
   * might first be checked for three seconds.
   *
   * @param patience how long to wait for an answer
   */
  public Answer keep(MacAddress card, InetAddress address, Duration patience) throws IOException {
    byte[] request = message(card, REQUEST, address.getAddress(), null);
    return switch (ask(request, patience).map(LeaseClient::type).orElse((byte) 0)) {
      case ACKNOWLEDGEMENT -> Answer.ACKNOWLEDGED;
      case REFUSAL -> Answer.REFUSED;
      default -> Answer.NONE;
    };
  }

  /**
   * Gets an address as a machine that remembers nothing.
   *
   * @param patience how long to wait for each of the two answers
   * @return nothing where one was missing, or no
   */
  public Optional<InetAddress> obtain(MacAddress card, Duration patience) throws IOException {
    ByteBuffer offer = ask(message(card, DISCOVER, null, null), patience).orElse(null);
    byte[] server = offer == null ? null : option(offer, SERVER_IDENTIFIER);
    if (offer == null || server == null || type(offer) != OFFER) {
      return Optional.empty();
    }
    byte[] address = new byte[4];
    offer.get(YIADDR, address);
    byte[] request = message(card, REQUEST, address, server);
    return ask(request, patience).map(LeaseClient::type).orElse((byte) 0) == ACKNOWLEDGEMENT
        ? Optional.of(InetAddress.getByAddress(address))
        : Optional.empty();
  }

  private Optional<ByteBuffer> ask(byte[] question, Duration patience) throws IOException {
    socket.send(new DatagramPacket(question, question.length, broadcast));
    byte[] bytes = new byte[1500];
    DatagramPacket answer = new DatagramPacket(bytes, bytes.length);
    long end = System.nanoTime() + patience.toNanos();
    try {
      for (long left = patience.toNanos(); left > 0; left = end - System.nanoTime()) {
        socket.setSoTimeout(Math.max(1, (int) (left / 1_000_000)));
        socket.receive(answer);
        ByteBuffer message = ByteBuffer.wrap(bytes, 0, answer.getLength());
        if (message.getInt(4) == transaction) {
          return Optional.of(message);
        }
      }
    } catch (SocketTimeoutException e) {
      return Optional.empty();
    }
    return Optional.empty();
  }

  private static byte type(ByteBuffer message) {
    byte[] type = option(message, MESSAGE_TYPE);
    return type == null ? 0 : type[0];
  }

  private static byte @Nullable [] option(ByteBuffer message, int number) {
    message.position(OPTIONS);
    while (message.remaining() > 1) {
      int option = message.get() & 0xff;
      if (option == 0 || option == END) {
        continue; // neither has a length
      }
      byte[] value = new byte[message.get() & 0xff];
      message.get(value);
      if (option == number) {
        return value;
      }
    }
    return null;
  }

  private byte[] message(
      MacAddress card, byte type, byte @Nullable [] address, byte @Nullable [] server) {
    ByteBuffer message = ByteBuffer.allocate(300);
    message.put((byte) 1).put((byte) 1).put((byte) 6).put((byte) 0).putInt(++transaction);
    message.putShort((short) 0).putShort((short) 0x8000); // to be answered by broadcast
    message.position(CHADDR);
    message.putShort((short) (card.bits() >>> 32)).putInt((int) card.bits());
    message.position(OPTIONS - 4).putInt(MAGIC_COOKIE);
    message.put((byte) MESSAGE_TYPE).put((byte) 1).put(type);
    if (address != null) {
      message.put((byte) REQUESTED_ADDRESS).put((byte) 4).put(address);
    }
    if (server != null) {
      message.put((byte) SERVER_IDENTIFIER).put((byte) 4).put(server);
    }
    message.put((byte) END);
    return message.array();
  }

  @Override
  public void close() {
    socket.close();
  }
}
