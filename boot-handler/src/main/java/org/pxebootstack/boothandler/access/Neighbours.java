package org.pxebootstack.boothandler.access;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.boothandler.BootHandlerSettings;
import org.pxebootstack.boothandler.web.BaseUrl;
import org.pxebootstack.contract.machine.IpNetwork;
import org.pxebootstack.contract.machine.MacAddress;
import org.springframework.stereotype.Component;

/**
 * The kernel's neighbours: to which MAC it sends what is for an address. A client's connection
 * stands only after it has had a packet that was sent there. For IPv4, which is all that nginx
 * listens to.
 */
@Component
class Neighbours implements MachineAddresses {
  private static final Path TABLE = Path.of("/proc/net/arp");
  private static final int COLUMNS = 6;

  /** ATF_COM of {@code <linux/if_arp.h>}: the MAC is known. */
  private static final int COMPLETE = 0x2;

  private final @Nullable InetAddress provisioner;

  Neighbours(BootHandlerSettings settings) {
    this.provisioner = BaseUrl.provisioner(settings);
  }

  /** Whether packets for {@code address} go to {@code mac}, by the card that machines boot from. */
  @Override
  public boolean belongs(InetAddress address, MacAddress mac) {
    try {
      NetworkInterface card =
          provisioner == null ? null : NetworkInterface.getByInetAddress(provisioner);
      return card != null && isAt(Files.readAllLines(TABLE), address, mac, card.getName());
    } catch (IOException e) {
      return false; // Nobody is known.
    }
  }

  /**
   * @param lines of proc_pid_net(5), {@code arp}: address, hardware type, flags, MAC, mask, card
   */
  static boolean isAt(List<String> lines, InetAddress address, MacAddress mac, String card) {
    String text = IpNetwork.text(address);
    return lines.stream()
        .map(each -> each.strip().split(" +", -1))
        .filter(each -> each.length == COLUMNS && each[0].equals(text) && each[5].equals(card))
        .filter(each -> (Integer.decode(each[2]) & COMPLETE) != 0)
        .anyMatch(each -> each[3].equals(mac.toString()));
  }
}
