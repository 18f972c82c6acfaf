package org.pxebootstack.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With lines as ss of iproute2 6.15 printed them. */
class ListeningSocketTest {

  @Test
  void readsASocketThatIsBoundToAnInterface() {
    assertThat(
            ListeningSocket.parse(
                "udp UNCONN 0      0       0.0.0.0%eth0:67   0.0.0.0:*"
                    + " users:((\"dnsmasq\",pid=28929,fd=4)) ino:71169 sk:1002 cgroup:/ <->    "))
        .contains(
            new ListeningSocket(
                "udp",
                "0.0.0.0",
                "eth0",
                67,
                0,
                List.of(new ListeningSocket.Owner("dnsmasq", 28929))));
  }

  @Test
  void readsAllWhoShareASocket() {
    assertThat(
            ListeningSocket.parse(
                "tcp LISTEN 0      511    192.168.105.1:80   0.0.0.0:*"
                    + " users:((\"nginx\",pid=38,fd=5),(\"nginx\",pid=32,fd=5)) ino:70031 sk:1005 <->"))
        .contains(
            new ListeningSocket(
                "tcp",
                "192.168.105.1",
                "",
                80,
                0,
                List.of(
                    new ListeningSocket.Owner("nginx", 38),
                    new ListeningSocket.Owner("nginx", 32))));
  }

  @Test
  void readsASocketWhoseOwnerMayNotBeSeen() {
    assertThat(
            ListeningSocket.parse(
                "tcp LISTEN 0      100        127.0.0.1:8080 0.0.0.0:*                        "
                    + "       uid:998 ino:72109 sk:1006 cgroup:unreachable:9e <->"))
        .contains(new ListeningSocket("tcp", "127.0.0.1", "", 8080, 998, List.of()));
  }

  @Test
  void readsIpv6() {
    assertThat(
            ListeningSocket.parse(
                "udp UNCONN 0      0                             [::]%eth0:547    [::]:*"
                    + " ino:231020 sk:b cgroup:unreachable:149 v6only:1 <->"))
        .contains(new ListeningSocket("udp", "[::]", "eth0", 547, 0, List.of()));
    assertThat(
            ListeningSocket.parse(
                "tcp LISTEN 0      128                *:80               *:* ino:1 sk:2 v6only:0 <->"))
        .contains(new ListeningSocket("tcp", "*", "", 80, 0, List.of()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Failed to find cgroup2 mount", "udp UNCONN 0 0 nonsense 0.0.0.0:*"})
  void leavesOutWhatIsNoSocket(String line) {
    assertThat(ListeningSocket.parse(line)).isEmpty();
  }
}
