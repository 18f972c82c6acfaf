package org.pxebootstack.cli.snippet;

/** For ISC's Kea: client classes, which its manual's chapter "Client Classification" has. Pure. */
final class KeaSnippet {
  private KeaSnippet() {}

  static String render(BootAnswers answers) {
    StringBuilder text = new StringBuilder();
    text.append(
        """
        // Network boot by %1$s: into "Dhcp4" of kea-dhcp4.conf, with the classes that are there already
        // in the same list. Then: systemctl reload kea-dhcp4-server
        "client-classes": [
          { "name": "pxeboot-ipxe", "test": "option[175].exists or option[77].hex == '%2$s'",
            "next-server": "%1$s", "boot-file-name": "%3$s",
            "option-data": [ { "code": 175, "csv-format": false, "data": "%4$s", "always-send": true } ] }\
        """
            .formatted(
                answers.address(), BootAnswers.IPXE, answers.script(), BootAnswers.NO_PROXY_DHCP));
    for (BootAnswers.Firmware each : answers.firmware()) {
      text.append(
          """
          ,
            { "name": "%1$s", "test": "not member('pxeboot-ipxe') and option[93].hex == 0x%2$04x",
              "next-server": "%3$s", "boot-file-name": "%4$s\"\
          """
              .formatted(each.name(), each.code(), answers.address(), each.bootFile()));
      text.append(
          each.isHttp()
              ? """
              ,
                  "option-data": [ { "name": "vendor-class-identifier", "data": "%s", "always-send": true } ] }\
              """
                  .formatted(BootAnswers.HTTP_CLIENT)
              : " }");
    }
    return text.append("\n]\n").toString();
  }
}
