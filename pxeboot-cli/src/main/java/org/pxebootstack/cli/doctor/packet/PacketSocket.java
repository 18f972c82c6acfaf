package org.pxebootstack.cli.doctor.packet;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.NetworkInterface;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.List;
import org.pxebootstack.contract.machine.MacAddress;

/**
 * Sends and receives what follows the Ethernet header, on one interface (packet(7)). The host's own
 * network code has no part in it: no port is taken, no address or route needed, and the host's own
 * servers hear nothing of what is sent. Needs CAP_NET_RAW.
 */
final class PacketSocket implements AutoCloseable {
  private static final short AF_PACKET = 17;
  private static final int SOCK_DGRAM = 2;
  private static final int SOCK_CLOEXEC = 0x80000;
  private static final int SOL_SOCKET = 1;
  private static final int SO_RCVTIMEO = 20;
  private static final int SO_ATTACH_FILTER = 26;
  private static final int LINK_ADDRESS_SIZE = 20;
  private static final int LARGEST = 2048;
  private static final long RECEIVE_MICROSECONDS = 100_000;
  private static final long BROADCAST = 0xffffffffffffL;

  private final String card;
  private final int descriptor;
  private final byte[] everybody;

  private PacketSocket(NetworkInterface card, int descriptor, int etherType) {
    this.card = card.getName();
    this.descriptor = descriptor;
    this.everybody = linkAddress(etherType, card.getIndex());
  }

  /** Is handed what comes in. */
  interface Listener {
    /**
     * A packet came in.
     *
     * @param sender who sent it, by its Ethernet address
     * @param bytes what follows the Ethernet header
     */
    void heard(MacAddress sender, byte[] bytes);
  }

  /**
   * Opens one.
   *
   * @param etherType which protocol: 0x0800 for IPv4, 0x0806 for ARP
   * @param filter a program of classic BPF that chooses what is received; empty means everything
   */
  static PacketSocket open(NetworkInterface card, int etherType, List<BpfInstruction> filter)
      throws PacketSocketException {
    try {
      // Protocol 0 receives nothing until it is bound: nothing from before the filter, none from
      // another interface.
      int descriptor = (int) LibC.call(LibC.SOCKET, (int) AF_PACKET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
      PacketSocket socket = new PacketSocket(card, descriptor, etherType);
      try {
        socket.prepare(filter);
        return socket;
      } catch (LibC.FailedCallException e) {
        socket.close();
        throw e;
      }
    } catch (LibC.FailedCallException e) {
      throw PacketSocketException.of(card.getName(), e);
    }
  }

  private void prepare(List<BpfInstruction> filter) throws LibC.FailedCallException {
    try (Arena arena = Arena.ofConfined()) {
      ByteBuffer timeval = ByteBuffer.allocate(16).order(ByteOrder.nativeOrder());
      timeval.putLong(0).putLong(RECEIVE_MICROSECONDS);
      set(SO_RCVTIMEO, arena.allocateFrom(JAVA_BYTE, timeval.array()));
      if (!filter.isEmpty()) {
        set(SO_ATTACH_FILTER, BpfInstruction.program(filter, arena));
      }
      MemorySegment address = arena.allocateFrom(JAVA_BYTE, everybody);
      var _ = LibC.call(LibC.BIND, descriptor, address, LINK_ADDRESS_SIZE);
    }
  }

  private void set(int option, MemorySegment value) throws LibC.FailedCallException {
    var _ =
        LibC.call(LibC.SETSOCKOPT, descriptor, SOL_SOCKET, option, value, (int) value.byteSize());
  }

  /** struct sockaddr_ll with the broadcast address. */
  private static byte[] linkAddress(int etherType, int interfaceIndex) {
    ByteBuffer address = ByteBuffer.allocate(LINK_ADDRESS_SIZE).order(ByteOrder.nativeOrder());
    address.putShort(AF_PACKET);
    address.order(ByteOrder.BIG_ENDIAN).putShort((short) etherType);
    address.order(ByteOrder.nativeOrder()).putInt(interfaceIndex);
    address.putShort((short) 0).put((byte) 0).put((byte) 6);
    return address.order(ByteOrder.BIG_ENDIAN).putLong(BROADCAST << 16).array();
  }

  /**
   * Broadcasts packets several times, and hands on what comes in meanwhile and afterwards.
   *
   * @param interval from one time to the next
   * @param patience how long it takes in all
   */
  void ask(List<byte[]> packets, int times, Duration interval, Duration patience, Listener listener)
      throws PacketSocketException {
    long start = System.nanoTime();
    int sent = 0;
    while (System.nanoTime() - start < patience.toNanos()) {
      if (sent < times && System.nanoTime() - start >= interval.toNanos() * sent) {
        for (byte[] each : packets) {
          broadcast(each);
        }
        sent++;
      }
      receive(listener);
    }
  }

  private void broadcast(byte[] bytes) throws PacketSocketException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment packet = arena.allocateFrom(JAVA_BYTE, bytes);
      MemorySegment address = arena.allocateFrom(JAVA_BYTE, everybody);
      var _ =
          LibC.call(
              LibC.SENDTO, descriptor, packet, packet.byteSize(), 0, address, LINK_ADDRESS_SIZE);
    } catch (LibC.FailedCallException e) {
      throw PacketSocketException.of(card, e);
    }
  }

  /** Waits a moment for one packet. */
  private void receive(Listener listener) throws PacketSocketException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment packet = arena.allocate(LARGEST);
      MemorySegment address = arena.allocate(LINK_ADDRESS_SIZE);
      MemorySegment size = arena.allocateFrom(JAVA_INT, LINK_ADDRESS_SIZE);
      long length = LibC.call(LibC.RECVFROM, descriptor, packet, (long) LARGEST, 0, address, size);
      long sender = ByteBuffer.wrap(address.toArray(JAVA_BYTE)).getLong(12) >>> 16;
      listener.heard(
          new MacAddress(sender), packet.asSlice(0, Math.min(length, LARGEST)).toArray(JAVA_BYTE));
    } catch (LibC.FailedCallException e) {
      if (e.errno() != LibC.EAGAIN && e.errno() != LibC.EINTR) {
        throw PacketSocketException.of(card, e);
      }
    }
  }

  @Override
  public void close() throws LibC.FailedCallException {
    var _ = LibC.call(LibC.CLOSE, descriptor);
  }
}
