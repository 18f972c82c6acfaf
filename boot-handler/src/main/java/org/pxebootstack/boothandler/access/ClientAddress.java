package org.pxebootstack.boothandler.access;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.pxebootstack.boothandler.BootHandlerSettings;
import org.pxebootstack.boothandler.web.Refusal;
import org.pxebootstack.contract.machine.InvalidValueException;
import org.pxebootstack.contract.machine.IpNetwork;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * From which address a request comes. {@code X-Forwarded-For} counts only where nginx has set it,
 * which it proves by a key that only it and boot-handler have: with the host's network every local
 * user can reach boot-handler's port.
 */
@Component
public class ClientAddress {
  private static final String PROXY_KEY = "X-Pxeboot-Proxy";

  private final byte[] key;

  ClientAddress(BootHandlerSettings settings) {
    this.key = settings.proxyKey().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * The client's address.
   *
   * @throws Refusal 400 where nginx says something else
   */
  public InetAddress of(HttpServletRequest request) {
    String forwarded = request.getHeader("X-Forwarded-For");
    String address =
        forwarded != null && isNginx(request) ? forwarded.strip() : request.getRemoteAddr();
    int zone = address.indexOf('%'); // fe80::1%eth0
    try {
      return IpNetwork.parseAddress(zone < 0 ? address : address.substring(0, zone));
    } catch (InvalidValueException e) {
      throw new Refusal(HttpStatus.BAD_REQUEST, "X-Forwarded-For: " + e.getMessage());
    }
  }

  /** Whether the container's nginx has passed the request on. */
  public boolean isNginx(HttpServletRequest request) {
    String presented = request.getHeader(PROXY_KEY);
    return key.length > 0
        && presented != null
        && MessageDigest.isEqual(key, presented.getBytes(StandardCharsets.UTF_8));
  }

  /** Whether the request comes from the host that this stack runs on. */
  boolean isThisHost(HttpServletRequest request) {
    if (request.getHeader("X-Forwarded-For") != null && !isNginx(request)) {
      return false; // Some other proxy's client, who may be anywhere.
    }
    InetAddress address = of(request);
    try {
      return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
    } catch (SocketException e) {
      return false;
    }
  }
}
