package org.pxebootstack.vmwatcher.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pxebootstack.contract.machine.IpNetwork;

class HostInterfaceTest {

  @Test
  void readsTheKernelsListOfIpv6Addresses() throws IOException {
    List<String> lines =
        """
        00000000000000000000000000000001 01 80 10 80       lo
        fe80000000000000f8cfc1fffe48a9ac 02 40 20 80     eth0
        fd00cafe000000000000000000000001 02 50 00 80     eth0
        fd00cafe000000000000000000000001 03 40 00 80    eth01
        """
            .lines()
            .toList();
    assertThat(HostInterface.ipv6("eth0", lines))
        .containsExactly(
            IpNetwork.parse("fe80::f8cf:c1ff:fe48:a9ac/64"), IpNetwork.parse("fd00:cafe::1/80"));
    assertThat(HostInterface.ipv6("eth1", lines)).isEmpty();
  }
}
