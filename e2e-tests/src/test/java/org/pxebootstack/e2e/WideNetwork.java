package org.pxebootstack.e2e;

import java.io.IOException;
import java.util.Map;
import org.pxebootstack.command.Command;

/** 10.7.0.0/16, in which there is room for thousands of {@link DefinedMachine}s. */
final class WideNetwork {
  static final String PROVISIONER = "10.7.0.1";
  static final String DOMAIN = "lab.example";

  /** Of a stack that serves it. */
  static final Map<String, String> ENVIRONMENT =
      Map.of(
          "PROVISIONER_IP",
          PROVISIONER,
          "DHCP_RANGE_START",
          "10.7.255.1",
          "DHCP_RANGE_END",
          "10.7.255.200",
          "DOMAIN",
          DOMAIN);

  private WideNetwork() {}

  /** Starts the stack and plugs it in, beside an address from which the test asks. */
  static void start(TestStack stack) throws IOException {
    stack.start();
    var _ =
        stack.network().inside(Command.of("ip", "addr", "add", "10.7.0.2/16", "dev", "br0")).run();
    stack.plugIn(PROVISIONER + "/16");
  }

  static DnsmasqQuestions questions(TestStack stack) {
    return new DnsmasqQuestions(stack.network(), PROVISIONER, "10.7.255.255", DOMAIN);
  }
}
