package org.pxebootstack.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.pxebootstack.contract.machine.MacAddress;

/**
 * A machine of 10.7.0.0/16, of which only dnsmasq knows.
 *
 * @param number makes its MAC
 * @param host makes its address
 */
record DefinedMachine(String name, int number, int host) {
  private static final int HOSTS_IN_A_BYTE = 200;

  String json() {
    return "{\"name\": \"%s\", \"arch\": \"x86_64\", \"mac\": \"%s\", \"ip\": \"%s\"}\n"
        .formatted(name, mac(), ip());
  }

  MacAddress mac() {
    return new MacAddress(0x525400bb0000L + number);
  }

  String ip() {
    return "10.7.%d.%d".formatted(host / HOSTS_IN_A_BYTE, host % HOSTS_IN_A_BYTE + 10);
  }

  DnsmasqQuestions.Lease lease() {
    return new DnsmasqQuestions.Lease(mac(), ip());
  }

  DefinedMachine at(int otherHost) {
    return new DefinedMachine(name, number, otherHost);
  }

  DefinedMachine called(String otherName) {
    return new DefinedMachine(otherName, number, host);
  }

  /** Writes its definition in place, as pvmlab does. */
  void write(Path vms) throws IOException {
    var _ = Files.writeString(vms.resolve(name + ".json"), json());
  }
}
