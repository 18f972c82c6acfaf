package org.pxebootstack.e2e;

import static java.util.stream.Collectors.joining;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.pxebootstack.cli.lab.LabNetwork;
import org.pxebootstack.cli.lab.LeaseClient;
import org.pxebootstack.cli.lab.LeaseClient.Answer;
import org.pxebootstack.command.Command;
import org.pxebootstack.contract.machine.MacAddress;

/** Asks for the leases and names of very many machines, in a process inside their network. */
final class DnsmasqQuestions {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration ANSWERS = Duration.ofMillis(500);
  private static final int TRIES = 8;

  private final LabNetwork network;
  private final String server;
  private final String broadcast;
  private final String domain;

  /**
   * @param broadcast of the network that the server is in
   * @param domain that its names are in
   */
  DnsmasqQuestions(LabNetwork network, String server, String broadcast, String domain) {
    this.network = network;
    this.server = server;
    this.broadcast = broadcast;
    this.domain = domain;
  }

  /**
   * @param card whose it is
   * @param ip the address it remembers
   */
  record Lease(MacAddress card, String ip) {}

  /** Whether each may keep its address; asked one after the other, again without an answer. */
  Map<Lease, Answer> kept(List<Lease> leases) throws IOException {
    List<String> answers = ask(leases, each -> each.card() + " " + each.ip());
    Map<Lease, Answer> kept = new HashMap<>();
    for (int i = 0; i < leases.size(); i++) {
      kept.put(leases.get(i), Answer.valueOf(answers.get(i)));
    }
    return kept;
  }

  /** The address that each gets which remembers none; of those that get none, nothing. */
  Map<MacAddress, String> obtained(List<MacAddress> cards) throws IOException {
    List<String> answers = ask(cards, MacAddress::toString);
    Map<MacAddress, String> obtained = new HashMap<>();
    for (int i = 0; i < cards.size(); i++) {
      if (!answers.get(i).equals(Answer.NONE.name())) {
        obtained.put(cards.get(i), answers.get(i));
      }
    }
    return obtained;
  }

  private <T> List<String> ask(List<T> questions, Function<T, String> line) throws IOException {
    Command java =
        Command.of(Path.of(System.getProperty("java.home"), "bin", "java").toString())
            .with("-cp", System.getProperty("java.class.path"), DnsmasqQuestions.class.getName())
            .with(broadcast)
            .withInput(questions.stream().map(each -> line.apply(each) + "\n").collect(joining()));
    return run(java);
  }

  /** The IPv4 address of each name; of those that have none, nothing. */
  Map<String, String> addresses(List<String> names) throws IOException {
    String lines = names.stream().map(each -> each + "." + domain + "\n").collect(joining());
    Command dig = Command.of("dig", "@" + server, "+noall", "+answer", "-f", "-").withInput(lines);
    Map<String, String> addresses = new HashMap<>();
    for (String line : run(dig)) {
      String[] record = line.split("\\s+"); // name, TTL, IN, A, address
      addresses.put(record[0].replace("." + domain + ".", ""), record[4]);
    }
    return addresses;
  }

  private List<String> run(Command command) throws IOException {
    return network.inside(command).withTimeout(PATIENCE).run().output().lines().toList();
  }

  /** Inside the network: a card, perhaps with its address, a line in, an answer a line out. */
  public static void main(String[] args) throws IOException {
    try (LeaseClient client = new LeaseClient(InetAddress.ofLiteral(args[0]));
        var lines =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String answer = Answer.NONE.name();
        for (int i = 0; answer.equals(Answer.NONE.name()) && i < TRIES; i++) {
          answer = answer(client, line.split(" "));
        }
        System.out.println(answer);
      }
    }
  }

  private static String answer(LeaseClient client, String[] question) throws IOException {
    MacAddress card = MacAddress.parse(question[0]);
    return question.length == 1
        ? client.obtain(card, ANSWERS).map(InetAddress::getHostAddress).orElse(Answer.NONE.name())
        : client.keep(card, InetAddress.ofLiteral(question[1]), ANSWERS).name();
  }
}
