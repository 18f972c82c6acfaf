package org.pxebootstack.cli.snippet;

/** For ISC's dhcpd.conf(5), dhcp-options(5), dhcp-eval(5). Pure. */
final class IscSnippet {
  private IscSnippet() {}

  static String render(BootAnswers answers) {
    StringBuilder text = new StringBuilder();
    text.append(
        """
        # Network boot by %1$s: into dhcpd.conf, outside of any subnet. Then restart dhcpd.
        option pxeboot-architecture code 93 = unsigned integer 16;
        option pxeboot-ipxe code 175 = string;
        next-server %1$s;
        if exists pxeboot-ipxe or (exists user-class and option user-class = "%2$s") {
          filename "%3$s";
          option pxeboot-ipxe %4$s;
        """
            .formatted(answers.address(), BootAnswers.IPXE, answers.script(), "b0:01:01"));
    for (BootAnswers.Firmware each : answers.firmware()) {
      text.append(
          "} elsif exists pxeboot-architecture and option pxeboot-architecture = 00:%02x {\n"
              .formatted(each.code()));
      if (each.isHttp()) {
        text.append(
            "  option vendor-class-identifier \"%s\";\n".formatted(BootAnswers.HTTP_CLIENT));
      }
      text.append("  filename \"%s\";\n".formatted(each.bootFile()));
    }
    return text.append("}\n").toString();
  }
}
