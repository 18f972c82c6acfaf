package org.pxebootstack.boothandler;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Random;

/** A TCP port that a server of a test may use, and use again after a restart. */
final class FreePort {
  /** Below those that Linux gives to clients, which would take it while the server is away. */
  private static final int LOWEST = 10_000;

  private static final int COUNT = 20_000;

  private FreePort() {}

  static int find() throws IOException {
    Random random = new Random();
    for (int i = 0; i < 100; i++) {
      int port = LOWEST + random.nextInt(COUNT);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (BindException e) {
        // Somebody has it.
      }
    }
    throw new IOException("no TCP port is free");
  }
}
