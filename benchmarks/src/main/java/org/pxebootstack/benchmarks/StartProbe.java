package org.pxebootstack.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.pxebootstack.cli.lab.LeaseClient;
import org.pxebootstack.command.Command;
import org.pxebootstack.contract.machine.MacAddress;

/**
 * Run inside the closed network: starts the container again and again, and asks for a machine's
 * script and for its address from then on. Prints the seconds until each was right, a line for each
 * start.
 */
final class StartProbe {
  private static final Duration ASK_EVERY = Duration.ofMillis(10);
  private static final int TIMEOUT_MILLIS = 1_000;
  private static final long PATIENCE_NANOS = 120_000_000_000L;

  private StartProbe() {}

  static Command command(int starts, int machine, Command run) {
    return Command.of(Path.of(System.getProperty("java.home"), "bin", "java").toString())
        .with("-cp", System.getProperty("java.class.path"), StartProbe.class.getName())
        .with(Integer.toString(starts), Integer.toString(machine))
        .with(run.argv().toArray(String[]::new));
  }

  /**
   * Measures; the first start is for warming up.
   *
   * @param args how many starts, the machine's number, and the argv of {@code docker run}
   */
  public static void main(String[] args) throws IOException {
    int machine = Integer.parseInt(args[1]);
    List<String> argv = Arrays.asList(args).subList(2, args.length);
    String container = argv.get(argv.indexOf("--name") + 1);
    for (int i = 0; i <= Integer.parseInt(args[0]); i++) {
      StartingPlace.remove(container);
      long start = System.nanoTime();
      var lease = CompletableFuture.supplyAsync(() -> until(start, () -> hasLease(machine)));
      var script = CompletableFuture.supplyAsync(() -> until(start, () -> hasScript(machine)));
      var _ = Command.of(argv).run();
      String line = "%.3f %.3f".formatted(script.join(), lease.join());
      if (i > 0) {
        System.out.println(line);
      }
    }
  }

  private interface Question {
    boolean isAnswered() throws IOException;
  }

  private static double until(long start, Question question) {
    while (!isAnswered(question)) {
      if (System.nanoTime() - start > PATIENCE_NANOS) {
        throw new IllegalStateException("there was no right answer within two minutes");
      }
      try {
        Thread.sleep(ASK_EVERY);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private static boolean isAnswered(Question question) {
    try {
      return question.isAnswered();
    } catch (IOException e) {
      return false; // Nobody is there yet.
    }
  }

  private static boolean hasLease(int machine) throws IOException {
    try (LeaseClient client = new LeaseClient(InetAddress.ofLiteral(StackUnderTest.BROADCAST))) {
      MacAddress mac = MacAddress.parse(Machines.mac(machine));
      InetAddress address = InetAddress.ofLiteral(Machines.ip(machine));
      return client.keep(mac, address, ASK_EVERY) == LeaseClient.Answer.ACKNOWLEDGED;
    }
  }

  private static boolean hasScript(int machine) throws IOException {
    URI uri = URI.create(StackUnderTest.NGINX + "/ipxe?mac=" + Machines.mac(machine));
    if (!(uri.toURL().openConnection() instanceof HttpURLConnection connection)) {
      return false;
    }
    connection.setConnectTimeout(TIMEOUT_MILLIS);
    connection.setReadTimeout(TIMEOUT_MILLIS);
    try (InputStream answer = connection.getInputStream()) {
      return new String(answer.readAllBytes(), StandardCharsets.UTF_8).startsWith("#!ipxe\necho");
    } finally {
      connection.disconnect();
    }
  }
}
