package org.pxebootstack.cli.doctor.packet;

import java.io.IOException;

/** Packets can't be sent or received on an interface. */
public final class PacketSocketException extends IOException {
  private static final long serialVersionUID = 1;

  private static final int EPERM = 1;
  private static final int ENETDOWN = 100;

  private final String cure;

  private PacketSocketException(String complaint, String cure, LibC.FailedCallException cause) {
    super(complaint, cause);
    this.cure = cure;
  }

  static PacketSocketException of(String card, LibC.FailedCallException e) {
    return switch (e.errno()) {
      case EPERM ->
          new PacketSocketException(
              "this user may not send raw packets on " + card,
              "run pxeboot doctor as root, and in a container with the capability NET_RAW",
              e);
      case ENETDOWN ->
          new PacketSocketException(
              card + " is switched off",
              "switch it on, such as by: ip link set " + card + " up",
              e);
      default ->
          new PacketSocketException(
              "raw packets on %s fail with %s".formatted(card, e.getMessage()),
              "see errno(3) for what it means, put that right, and ask again",
              e);
    };
  }

  /** What to do, in the imperative. */
  public String cure() {
    return cure;
  }
}
