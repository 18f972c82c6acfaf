package org.pxebootstack.cli.snippet;

import java.net.Inet4Address;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import org.pxebootstack.contract.machine.ClientArchitecture;
import org.pxebootstack.contract.machine.IpNetwork;

/**
 * What a DHCP server has to tell each kind of client.
 *
 * @param address the stack's own, as it is written
 */
record BootAnswers(String address) {
  /** iPXE says so in its user class (option 77). */
  static final String IPXE = "iPXE";

  /** UEFI HTTP boot takes only answers with this vendor class (option 60). */
  static final String HTTP_CLIENT = "HTTPClient";

  /** Option 175, which has iPXE's own options: its option 176 is 1, "no-pxedhcp". */
  static final String NO_PROXY_DHCP = "b00101";

  static BootAnswers of(Inet4Address stack) {
    return new BootAnswers(IpNetwork.text(stack));
  }

  private URI base() {
    return URI.create("http://" + address);
  }

  /** Where iPXE's first script is. */
  String script() {
    return base() + "/tftpboot/" + ClientArchitecture.IPXE_SCRIPT;
  }

  /** The kinds of firmware that there is a boot program for. */
  List<Firmware> firmware() {
    return Arrays.stream(ClientArchitecture.values())
        .flatMap(each -> each.bootFile(base()).stream().map(file -> new Firmware(each, file)))
        .toList();
  }

  /**
   * @param bootFile by TFTP from the stack, or a URL
   */
  record Firmware(ClientArchitecture architecture, String bootFile) {
    boolean isHttp() {
      return architecture.isHttp();
    }

    /** {@code pxeboot-efi-x86-64}. */
    String name() {
      return "pxeboot-" + architecture.tag();
    }

    int code() {
      return architecture.code();
    }
  }
}
