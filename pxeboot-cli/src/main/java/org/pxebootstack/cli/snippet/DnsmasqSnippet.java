package org.pxebootstack.cli.snippet;

/** For dnsmasq(8). Pure. */
final class DnsmasqSnippet {
  private DnsmasqSnippet() {}

  static String render(BootAnswers answers) {
    return """
    # Network boot by %1$s: into dnsmasq.conf, or into a file of its own that it includes (Debian:
    # /etc/dnsmasq.d/pxeboot.conf). Then restart dnsmasq.
    """
            .formatted(answers.address())
        + options(answers);
  }

  /** Without a word to people. */
  static String options(BootAnswers answers) {
    StringBuilder text = new StringBuilder();
    text.append("dhcp-match=set:pxeboot-ipxe,175\n");
    text.append("dhcp-userclass=set:pxeboot-ipxe,").append(BootAnswers.IPXE).append('\n');
    for (BootAnswers.Firmware each : answers.firmware()) {
      text.append("dhcp-match=set:%s,option:client-arch,%d\n".formatted(each.name(), each.code()));
    }
    for (BootAnswers.Firmware each : answers.firmware()) {
      String tags = "tag:!pxeboot-ipxe,tag:" + each.name();
      text.append("dhcp-boot=%s,%s,,%s\n".formatted(tags, each.bootFile(), answers.address()));
      if (each.isHttp()) {
        text.append(
            "dhcp-option-force=%s,option:vendor-class,%s\n"
                .formatted(tags, BootAnswers.HTTP_CLIENT));
      }
    }
    text.append(
        "dhcp-boot=tag:pxeboot-ipxe,%s,,%s\n".formatted(answers.script(), answers.address()));
    // 176 is a number here, so its value is 1b, one byte.
    text.append("dhcp-option=tag:pxeboot-ipxe,encap:175,176,1b\n");
    return text.toString();
  }
}
