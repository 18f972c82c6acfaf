package org.pxebootstack.cli.snippet;

/** For OPNsense, whose DHCP server is dnsmasq. Pure. */
final class OpnsenseSnippet {
  private OpnsenseSnippet() {}

  static String render(BootAnswers answers) {
    return """
    # Network boot by %1$s, for OPNsense with Services: Dnsmasq DNS & DHCP: into a file
    # /usr/local/etc/dnsmasq.conf.d/pxeboot.conf on the firewall. Then restart that service.
    """
            .formatted(answers.address())
        + DnsmasqSnippet.options(answers);
  }
}
