package org.pxebootstack.benchmarks;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.pxebootstack.contract.machine.MacAddress;

/**
 * Run inside the closed network: drops definitions one after the other, and asks for each machine's
 * address until dnsmasq acknowledges it. Prints the milliseconds from {@code rename(2)} to the
 * acknowledgement, a line for each.
 *
 * <p>It asks as a machine that remembers its address (DHCPREQUEST in state INIT-REBOOT, RFC 2131,
 * section 4.3.2): a server that does not know it says no at once, where an offer of another address
 * would first be checked for three seconds.
 */
final class LeaseProbe {
  private static final int SERVER = 67;
  private static final int CLIENT = 68;
  private static final int MAGIC_COOKIE = 0x63825363;
  private static final int OPTIONS = 240;
  private static final byte REQUEST = 3;
  private static final byte ACKNOWLEDGEMENT = 5;
  private static final int ASK_EVERY_MILLIS = 5;
  private static final long PATIENCE_NANOS = 20_000_000_000L;

  private final DatagramSocket socket;
  private final InetSocketAddress broadcast;

  private LeaseProbe(DatagramSocket socket, InetSocketAddress broadcast) {
    this.socket = socket;
    this.broadcast = broadcast;
  }

  /**
   * Measures.
   *
   * @param args the definitions directory, the network's broadcast address, the number of the first
   *     machine and how many there are
   */
  public static void main(String[] args) throws IOException {
    Path definitions = Path.of(args[0]);
    int first = Integer.parseInt(args[2]);
    int count = Integer.parseInt(args[3]);
    try (DatagramSocket socket = new DatagramSocket(null)) {
      socket.setReuseAddress(true);
      socket.setBroadcast(true);
      socket.setSoTimeout(ASK_EVERY_MILLIS);
      socket.bind(new InetSocketAddress(CLIENT));
      LeaseProbe probe =
          new LeaseProbe(socket, new InetSocketAddress(InetAddress.ofLiteral(args[1]), SERVER));
      for (int i = first; i < first + count; i++) {
        System.out.printf("%.1f%n", probe.measure(definitions, i) / 1e6);
      }
    }
  }

  private long measure(Path definitions, int machine) throws IOException {
    Path whole = definitions.resolve(Machines.name(machine) + ".json");
    Path part = definitions.resolve("." + Machines.name(machine) + ".part");
    Files.writeString(part, Machines.json(machine, ""));
    Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE);
    long start = System.nanoTime();
    InetAddress address = InetAddress.ofLiteral(Machines.ip(machine));
    byte[] request = request(machine, MacAddress.parse(Machines.mac(machine)), address);
    while (!isAcknowledged(request, machine)) {
      if (System.nanoTime() - start > PATIENCE_NANOS) {
        throw new IOException(Machines.name(machine) + " did not get its address in 20 s");
      }
    }
    return System.nanoTime() - start;
  }

  private boolean isAcknowledged(byte[] request, int transaction) throws IOException {
    socket.send(new DatagramPacket(request, request.length, broadcast));
    byte[] bytes = new byte[1500];
    DatagramPacket answer = new DatagramPacket(bytes, bytes.length);
    long end = System.nanoTime() + ASK_EVERY_MILLIS * 1_000_000L;
    try {
      while (System.nanoTime() < end) {
        socket.receive(answer);
        ByteBuffer message = ByteBuffer.wrap(bytes, 0, answer.getLength());
        if (message.getInt(4) == transaction && type(message) == ACKNOWLEDGEMENT) {
          return true;
        }
      }
    } catch (SocketTimeoutException e) {
      // Asked again.
    }
    return false;
  }

  private static byte type(ByteBuffer message) {
    message.position(OPTIONS);
    while (message.hasRemaining()) {
      int option = message.get() & 0xff;
      int length = message.get() & 0xff;
      if (option == 53) {
        return message.get();
      }
      message.position(message.position() + length);
    }
    return 0;
  }

  private static byte[] request(int transaction, MacAddress mac, InetAddress address) {
    ByteBuffer message = ByteBuffer.allocate(300);
    message.put((byte) 1).put((byte) 1).put((byte) 6).put((byte) 0).putInt(transaction);
    message.putShort((short) 0).putShort((short) 0x8000); // to be answered by broadcast
    message.position(28);
    message.putShort((short) (mac.bits() >>> 32)).putInt((int) mac.bits());
    message.position(OPTIONS - 4).putInt(MAGIC_COOKIE);
    message.put((byte) 53).put((byte) 1).put(REQUEST);
    message.put((byte) 50).put((byte) 4).put(address.getAddress());
    message.put((byte) 255);
    return message.array();
  }
}
