package org.pxebootstack.cli.doctor;

import java.util.Arrays;
import java.util.List;
import org.pxebootstack.contract.machine.DhcpMode;

/** The ports that the stack's services listen to. */
enum StackPort {
  DNS("udp", 53, Service.DNSMASQ),
  DNS_TCP("tcp", 53, Service.DNSMASQ),
  DHCP("udp", 67, Service.DNSMASQ),
  TFTP("udp", 69, Service.DNSMASQ),
  /** Where firmware asks a ProxyDHCP server for its boot program. */
  PROXY_DHCP("udp", 4011, Service.DNSMASQ),
  DHCP_V6("udp", 547, Service.DNSMASQ),
  HTTP("tcp", 80, Service.NGINX),
  BOOT_HANDLER("tcp", 8080, Service.BOOT_HANDLER);

  private static final String LOOPBACK = "127.0.0.1";
  private static final List<String> ALL_ADDRESSES = List.of("*", "0.0.0.0");

  private final String protocol;
  private final int number;
  private final Service service;

  /** Which program listens there. */
  enum Service {
    DNSMASQ("dnsmasq"),
    NGINX("nginx"),
    BOOT_HANDLER("boot-handler");

    private final String label;

    Service(String label) {
      this.label = label;
    }

    @Override
    public String toString() {
      return label;
    }
  }

  StackPort(String protocol, int number, Service service) {
    this.protocol = protocol;
    this.number = number;
    this.service = service;
  }

  Service service() {
    return service;
  }

  String protocol() {
    return protocol;
  }

  int number() {
    return number;
  }

  /** Those that nobody else may have. */
  static List<StackPort> all(DhcpMode mode, boolean dhcpV6) {
    return Arrays.stream(values()).filter(each -> each.isNeeded(mode, dhcpV6)).toList();
  }

  private boolean isNeeded(DhcpMode mode, boolean dhcpV6) {
    return switch (this) {
      case TFTP, HTTP, BOOT_HANDLER -> true;
      // Beside another server it may be shared with that one, where both are on this host.
      case DNS, DNS_TCP, DHCP -> mode == DhcpMode.SERVER;
      case DHCP_V6 -> dhcpV6;
      case PROXY_DHCP -> mode == DhcpMode.PROXY;
    };
  }

  /**
   * Whether nobody else can listen here beside {@code socket}, or would share its packets.
   *
   * @param address the stack's own
   * @param card the interface that it serves
   */
  boolean isHeldBy(ListeningSocket socket, String address, String card) {
    return socket.protocol().equals(protocol)
        && socket.port() == number
        && (socket.device().isEmpty() || socket.device().equals(card))
        && (ALL_ADDRESSES.contains(socket.address())
            || addresses(address).contains(socket.address()));
  }

  private List<String> addresses(String own) {
    return switch (this) {
      case DHCP_V6 -> List.of("[::]");
      case HTTP -> List.of(own, LOOPBACK);
      case BOOT_HANDLER -> List.of(LOOPBACK, "[::ffff:127.0.0.1]");
      default -> List.of(own);
    };
  }

  @Override
  public String toString() {
    return (protocol.equals("tcp") ? "TCP" : "UDP") + " port " + number;
  }
}
