package org.pxebootstack.cli.snippet;

import java.net.Inet4Address;

/** A DHCP server that somebody else runs, and how it is told of us. */
enum ForeignServer {
  DNSMASQ,
  ISC,
  KEA,
  MIKROTIK,
  OPNSENSE;

  /** What goes into its configuration. */
  String snippet(Inet4Address stack) {
    BootAnswers answers = BootAnswers.of(stack);
    return switch (this) {
      case DNSMASQ -> DnsmasqSnippet.render(answers);
      case ISC -> IscSnippet.render(answers);
      case KEA -> KeaSnippet.render(answers);
      case MIKROTIK -> MikrotikSnippet.render(answers);
      case OPNSENSE -> OpnsenseSnippet.render(answers);
    };
  }
}
