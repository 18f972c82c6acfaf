package org.pxebootstack.boothandler.upstream;

import java.net.URI;
import java.util.Locale;

/**
 * Who answers for a URL (RFC 6454).
 *
 * @param host in lower case; an IPv6 address without brackets
 */
record Origin(String scheme, String host, int port) {
  static Origin of(URI uri) {
    String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
    int standard = scheme.equals("https") ? 443 : 80;
    return new Origin(scheme, bare(uri.getHost()), uri.getPort() < 0 ? standard : uri.getPort());
  }

  static String bare(String host) {
    String text = host.toLowerCase(Locale.ROOT);
    return text.startsWith("[") ? text.substring(1, text.length() - 1) : text;
  }
}
