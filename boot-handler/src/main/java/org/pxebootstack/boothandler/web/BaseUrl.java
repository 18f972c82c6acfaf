package org.pxebootstack.boothandler.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.regex.Pattern;
import org.pxebootstack.boothandler.BootHandlerSettings;
import org.pxebootstack.contract.machine.IpNetwork;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;

/** Where machines reach this stack: the start of every URL that they are given. */
@Component
public class BaseUrl {
  private static final Pattern AUTHORITY =
      Pattern.compile("([A-Za-z0-9.-]{1,253}|\\[[0-9A-Fa-f:]{2,39}])(:[0-9]{1,5})?");

  private final String provisionerIp;

  BaseUrl(BootHandlerSettings settings) {
    this.provisionerIp = settings.provisionerIp();
    if (!provisionerIp.isEmpty()) {
      var _ = IpNetwork.parseAddress(provisionerIp); // refuses a bad one at start
    }
  }

  /**
   * {@code http://host[:port]} without a slash, by PROVISIONER_IP or else as the client wrote it.
   */
  public URI of(HttpServletRequest request) {
    if (!provisionerIp.isEmpty()) {
      String host = provisionerIp.contains(":") ? "[" + provisionerIp + "]" : provisionerIp;
      return URI.create("http://" + host);
    }
    String authority = request.getHeader("Host");
    if (authority == null || !AUTHORITY.matcher(authority).matches()) {
      throw new ResponseStatusException(
          HttpStatus.BAD_REQUEST, "the Host header is no host name; ask by name or address");
    }
    return URI.create("http://" + authority);
  }
}
