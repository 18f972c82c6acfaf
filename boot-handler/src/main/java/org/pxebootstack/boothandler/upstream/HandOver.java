package org.pxebootstack.boothandler.upstream;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.InetSocketAddress;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.boothandler.access.ClientAddress;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/**
 * Has nginx fetch a large file itself, once boot-handler has asked for it and likes the answer: one
 * copy less of each byte. Only by plain http, without credentials, and from the very address that
 * was checked.
 */
@Component
final class HandOver {
  /** Below, the second request costs more than the copy. */
  private static final long WORTHWHILE = 16L << 20;

  /** nginx.conf's location, and the headers that it reads there. */
  private static final String LOCATION = "/upstream";

  private static final String FROM = "X-Pxeboot-Upstream";
  private static final String HOST = "X-Pxeboot-Upstream-Host";

  private final ClientAddress clients;

  HandOver(ClientAddress clients) {
    this.clients = clients;
  }

  /** Whether the answer is one to hand over. */
  boolean isFor(HttpServletRequest request, UpstreamAnswer answer) {
    return clients.isNginx(request)
        && request.getHeader(HttpHeaders.RANGE) == null
        && answer.status() == 200
        && answer.length() >= WORTHWHILE
        && "http".equals(answer.uri().getScheme())
        && answer.address() != null
        && answer.request().getFirstHeader(HttpHeaders.AUTHORIZATION) == null;
  }

  /** Answers nginx so that it asks the server itself. */
  void to(UpstreamAnswer answer, HttpServletResponse response) {
    URI uri = URI.create(answer.uri().toASCIIString());
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    response.setHeader("X-Accel-Redirect", LOCATION);
    response.setHeader(FROM, "http://" + literal(answer.address()) + path + query);
    response.setHeader(HOST, uri.getRawAuthority());
  }

  private static String literal(@Nullable InetSocketAddress address) {
    if (address == null) {
      throw new IllegalStateException("an answer without an address is not handed over");
    }
    String host = address.getAddress().getHostAddress();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
  }
}
