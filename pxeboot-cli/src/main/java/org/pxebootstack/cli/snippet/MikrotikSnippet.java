package org.pxebootstack.cli.snippet;

/**
 * For RouterOS 7, whose server chooses a set of options by what a client says ("matcher"). Pure.
 */
final class MikrotikSnippet {
  private MikrotikSnippet() {}

  static String render(BootAnswers answers) {
    StringBuilder text = new StringBuilder();
    text.append(
        """
        # Network boot by %1$s: into a terminal of RouterOS 7.16 or later, with the names of your own
        # DHCP server, pool and network in the places of dhcp1, pool1 and 192.168.88.0/24.
        /ip dhcp-server network set [find address=192.168.88.0/24] next-server=%1$s
        /ip dhcp-server option
        add name=pxeboot-ipxe code=67 value="s'%2$s'"
        add name=pxeboot-ipxe-settings code=175 value=0x%3$s
        add name=pxeboot-http-client code=60 value="s'%4$s'"
        """
            .formatted(
                answers.address(),
                answers.script(),
                BootAnswers.NO_PROXY_DHCP,
                BootAnswers.HTTP_CLIENT));
    for (BootAnswers.Firmware each : answers.firmware()) {
      text.append("add name=%s code=67 value=\"s'%s'\"\n".formatted(each.name(), each.bootFile()));
    }
    text.append("/ip dhcp-server option sets\n");
    text.append("add name=pxeboot-ipxe options=pxeboot-ipxe,pxeboot-ipxe-settings\n");
    for (BootAnswers.Firmware each : answers.firmware()) {
      text.append(
          "add name=%1$s options=%1$s%2$s\n"
              .formatted(each.name(), each.isHttp() ? ",pxeboot-http-client" : ""));
    }
    text.append("/ip dhcp-server matcher\n");
    text.append(matcher("pxeboot-ipxe", 77, "exact", BootAnswers.IPXE));
    for (BootAnswers.Firmware each : answers.firmware()) {
      String says =
          "%s:Arch:%05d".formatted(each.isHttp() ? "HTTPClient" : "PXEClient", each.code());
      text.append(matcher(each.name(), 60, "substring", says));
    }
    return text.toString();
  }

  private static String matcher(String name, int code, String type, String value) {
    return "add name=%1$s server=dhcp1 address-pool=pool1 option-set=%1$s code=%2$d matching-type=%3$s value=\"%4$s\"\n"
        .formatted(name, code, type, value);
  }
}
