package org.pxebootstack.boothandler.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.URI;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.boothandler.BadSettingException;
import org.pxebootstack.boothandler.BootHandlerSettings;
import org.pxebootstack.contract.machine.InvalidValueException;
import org.pxebootstack.contract.machine.IpNetwork;
import org.pxebootstack.contract.machine.Quoted;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Where machines reach this stack: the start of every URL that they are given. */
@Component
public class BaseUrl {
  private static final Pattern AUTHORITY =
      Pattern.compile("([A-Za-z0-9.-]{1,253}|\\[[0-9A-Fa-f:]{2,39}])(:[0-9]{1,5})?");

  private final @Nullable URI fixed;

  BaseUrl(BootHandlerSettings settings) {
    InetAddress provisioner = provisioner(settings);
    this.fixed = provisioner == null ? null : URI.create("http://" + host(provisioner));
  }

  /**
   * This stack's own address; null where it was not set.
   *
   * @throws BadSettingException where it was set to something else
   */
  public static @Nullable InetAddress provisioner(BootHandlerSettings settings) {
    String text = settings.provisionerIp();
    try {
      return text.isEmpty() ? null : IpNetwork.parseAddress(text);
    } catch (InvalidValueException e) {
      throw new BadSettingException(
          "PROVISIONER_IP: " + Quoted.of(text) + " " + e.complaint(), e.cure());
    }
  }

  private static String host(InetAddress address) {
    String text = IpNetwork.text(address);
    return text.contains(":") ? "[" + text + "]" : text;
  }

  /**
   * {@code http://host[:port]} without a slash, by PROVISIONER_IP or else as the client wrote it.
   */
  public URI of(HttpServletRequest request) {
    if (fixed != null) {
      return fixed;
    }
    String authority = request.getHeader("Host");
    if (authority == null || !AUTHORITY.matcher(authority).matches()) {
      throw new Refusal(
          HttpStatus.BAD_REQUEST, "the Host header is no host name; ask by name or address");
    }
    return URI.create("http://" + authority);
  }
}
