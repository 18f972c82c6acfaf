package org.pxebootstack.boothandler.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.pxebootstack.contract.machine.IpNetwork;
import org.pxebootstack.contract.machine.MacAddress;

class NeighboursTest {
  private static final List<String> TABLE =
      """
      IP address       HW type     Flags       HW address            Mask     Device
      192.168.105.9    0x1         0x2         52:54:00:00:00:09     *        eth0
      192.168.105.10   0x1         0x0         52:54:00:00:00:10     *        eth0
      192.168.105.11   0x1         0x6         52:54:00:00:00:11     *        eth0
      192.168.105.12   0x1         0x2         52:54:00:00:00:12     *        eth1
      """
          .lines()
          .toList();

  @Test
  void knowsWhoseMacAnAddressHas() {
    assertThat(isAt("192.168.105.9", "52:54:00:00:00:09")).isTrue();
    assertThat(isAt("192.168.105.11", "52:54:00:00:00:11")).isTrue();
  }

  @Test
  void takesNobodyElse() {
    assertThat(isAt("192.168.105.9", "52:54:00:00:00:11")).as("another's MAC").isFalse();
    assertThat(isAt("192.168.105.90", "52:54:00:00:00:09")).as("no neighbour").isFalse();
    assertThat(isAt("192.168.105.10", "52:54:00:00:00:10")).as("has not answered").isFalse();
    assertThat(isAt("192.168.105.12", "52:54:00:00:00:12")).as("another card").isFalse();
    assertThat(isAt("fd00::9", "52:54:00:00:00:09")).isFalse();
  }

  private static boolean isAt(String address, String mac) {
    return Neighbours.isAt(TABLE, IpNetwork.parseAddress(address), MacAddress.parse(mac), "eth0");
  }
}
