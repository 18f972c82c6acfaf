package org.pxebootstack.cli.snippet;

import java.net.Inet4Address;
import java.util.function.Function;

/** A DHCP server that somebody else runs, and how it is told of us. */
enum ForeignServer {
  DNSMASQ(DnsmasqSnippet::render),
  ISC(IscSnippet::render),
  KEA(KeaSnippet::render),
  MIKROTIK(MikrotikSnippet::render),
  OPNSENSE(OpnsenseSnippet::render);

  private final Function<BootAnswers, String> renderer;

  ForeignServer(Function<BootAnswers, String> renderer) {
    this.renderer = renderer;
  }

  /** What goes into its configuration. */
  String snippet(Inet4Address stack) {
    return renderer.apply(BootAnswers.of(stack));
  }
}
