package org.pxebootstack.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.pxebootstack.cli.lab.LeaseClient;
import org.pxebootstack.contract.machine.MacAddress;

/**
 * Run inside the closed network: drops definitions one after the other, and asks for each machine's
 * address until dnsmasq acknowledges it. Prints the milliseconds from {@code rename(2)} to the
 * acknowledgement, a line for each.
 */
final class LeaseProbe {
  private static final Duration ASK_EVERY = Duration.ofMillis(5);
  private static final long PATIENCE_NANOS = 20_000_000_000L;

  private LeaseProbe() {}

  /**
   * Measures.
   *
   * @param args the definitions directory, the network's broadcast address, the number of the first
   *     machine and how many there are
   */
  public static void main(String[] args) throws IOException {
    Path definitions = Path.of(args[0]);
    int first = Integer.parseInt(args[2]);
    int count = Integer.parseInt(args[3]);
    try (LeaseClient client = new LeaseClient(InetAddress.ofLiteral(args[1]))) {
      for (int i = first; i < first + count; i++) {
        System.out.printf("%.1f%n", measure(client, definitions, i) / 1e6);
      }
    }
  }

  private static long measure(LeaseClient client, Path definitions, int machine)
      throws IOException {
    Path whole = definitions.resolve(Machines.name(machine) + ".json");
    Path part = definitions.resolve("." + Machines.name(machine) + ".part");
    Files.writeString(part, Machines.json(machine, ""));
    Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE);
    long start = System.nanoTime();
    InetAddress address = InetAddress.ofLiteral(Machines.ip(machine));
    MacAddress mac = MacAddress.parse(Machines.mac(machine));
    while (client.keep(mac, address, ASK_EVERY) != LeaseClient.Answer.ACKNOWLEDGED) {
      if (System.nanoTime() - start > PATIENCE_NANOS) {
        throw new IOException(Machines.name(machine) + " did not get its address in 20 s");
      }
    }
    return System.nanoTime() - start;
  }
}
