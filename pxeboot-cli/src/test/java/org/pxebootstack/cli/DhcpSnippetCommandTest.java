package org.pxebootstack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class DhcpSnippetCommandTest {
  private static final Map<String, String> STACK = Map.of("PROVISIONER_IP", "10.0.0.1");

  @Test
  void printsItForTheStackOfTheEnvironment() {
    CommandRun run = CommandRun.of(STACK, "dhcp-snippet", "dnsmasq");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .startsWith("# Network boot by 10.0.0.1: into dnsmasq.conf,")
        .endsWith("\ndhcp-option=tag:pxeboot-ipxe,encap:175,176,1b\n");
    assertThat(CommandRun.of(STACK, "dhcp-snippet", "kea", "--provisioner-ip", "10.0.0.2").out())
        .contains("10.0.0.2")
        .doesNotContain("10.0.0.1");
  }

  @Test
  void anAddressThatIsNoneIsOneSentence() {
    assertThat(CommandRun.of(Map.of(), "dhcp-snippet", "isc"))
        .isEqualTo(
            new CommandRun(
                1,
                "",
                "pxeboot: where the stack is is not known; say --provisioner-ip, such as"
                    + " 192.168.105.1\n"));
    assertThat(CommandRun.of(STACK, "dhcp-snippet", "isc", "--provisioner-ip", "fd00::1"))
        .isEqualTo(
            new CommandRun(
                1,
                "",
                "pxeboot: \"fd00::1\" is not an IPv4 address; write one such as 192.168.105.1\n"));
    assertThat(CommandRun.of(STACK, "dhcp-snippet", "isc", "--provisioner-ip", "1.1.1.1; x").err())
        .startsWith("pxeboot: \"1.1.1.1; x\" is not an IP address;");
  }

  @Test
  void aServerThatNobodyKnowsIsOneSentence() {
    CommandRun run = CommandRun.of(STACK, "dhcp-snippet", "windows");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("expected one of [DNSMASQ, ISC, KEA, MIKROTIK, OPNSENSE]");
  }
}
