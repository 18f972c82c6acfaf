package org.pxebootstack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pxebootstack.command.Command;
import org.pxebootstack.command.CommandResult;

/** A service that is killed is back soon, and everything is answered as before. */
@Execution(ExecutionMode.SAME_THREAD) // They share the stack that they disturb.
class StackRestartIT {
  private static final DefinedMachine STANDING = new DefinedMachine("standing", 1, 1);

  /** On a machine that has nothing else to do it takes up to 3 s. */
  private static final Duration HEALS = Duration.ofSeconds(20);

  @TempDir private static Path directory = Path.of("");

  private static Path vms = Path.of("");
  private static @Nullable TestStack stack;

  private static final Random RANDOM = new Random();
  private static int machines = 100;

  @BeforeAll
  static void start() throws IOException {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    vms = Files.createDirectory(directory.resolve("vms"));
    STANDING.write(vms);
    TestStack started = new TestStack("restart", vms, WideNetwork.ENVIRONMENT);
    stack = started;
    WideNetwork.start(started);
    Await.that("DNS", HEALS, () -> resolves(STANDING.name()), started::log);
    Await.that("everything to be answered", HEALS, () -> answers().size() == 5, started::log);
  }

  @AfterAll
  static void stop() throws IOException {
    stack().close();
  }

  private static TestStack stack() {
    return Objects.requireNonNull(stack);
  }

  /** What each service says; nothing of one that does not answer. */
  private static Map<String, String> answers() throws IOException {
    Map<String, String> answers = new TreeMap<>();
    put(answers, "http://10.7.0.1/ipxe?mac=" + STANDING.mac());
    put(answers, "http://10.7.0.1/tftpboot/autoexec.ipxe");
    put(answers, "tftp://10.7.0.1/autoexec.ipxe");
    DnsmasqQuestions questions = WideNetwork.questions(stack());
    answers.putAll(questions.addresses(List.of(STANDING.name())));
    questions
        .obtained(List.of(STANDING.mac()))
        .forEach((card, address) -> answers.put(card.toString(), address));
    return answers;
  }

  private static void put(Map<String, String> answers, String url) throws IOException {
    CommandResult result = curl(url);
    if (result.succeeded()) {
      answers.put(url, result.output());
    }
  }

  private static CommandResult curl(String url) throws IOException {
    Command curl = Command.of("curl", "--silent", "--fail", "--max-time", "2", url);
    return stack().network().inside(curl).tryRun();
  }

  @ParameterizedTest
  @CsvSource({
    "dnsmasq, /usr/sbin/dnsmasq",
    "nginx, nginx: master",
    "boot-handler, boot-handler.jar",
    "vm-watcher, vm-watcher.jar"
  })
  void killedAtAnyMoment(String service, String commandLine) throws Exception {
    Map<String, String> before = answers();
    StringBuilder times = new StringBuilder();
    for (int i = 0; i < 4; i++) {
      Thread.sleep(RANDOM.nextInt(2_000));
      DefinedMachine dropped = new DefinedMachine(service + i, ++machines, machines);
      String killed = process(commandLine);
      long start = System.nanoTime();
      var _ = stack().run("kill", "-KILL", killed);
      dropped.write(vms);
      Await.that(
          service + " to be back",
          HEALS,
          () -> isBack(commandLine, killed) && answers(service, dropped),
          stack()::log);
      times.append(' ').append((System.nanoTime() - start) / 1_000_000).append(" ms");
    }
    System.out.println(service + " was killed and back after" + times);
    assertThat(answers()).isEqualTo(before);
    // Whoever has ended is waited for within a second.
    Await.that(
        "no zombie to be there",
        Duration.ofSeconds(10),
        () ->
            stack().run("ps", "-eo", "stat=,comm=").lines().noneMatch(each -> each.startsWith("Z")),
        stack()::log);
  }

  /** Its number; empty where there is none. */
  private static String process(String commandLine) throws IOException {
    return stack()
        .run("ps", "-eo", "pid=,args=")
        .lines()
        .filter(each -> each.contains(commandLine))
        .map(String::strip)
        .map(each -> each.substring(0, each.indexOf(" ")))
        .findFirst()
        .orElse("");
  }

  private static boolean isBack(String commandLine, String killed) throws IOException {
    String process = process(commandLine);
    return !process.isEmpty() && !process.equals(killed);
  }

  private static boolean answers(String service, DefinedMachine dropped) throws IOException {
    return switch (service) {
      case "dnsmasq", "vm-watcher" -> resolves(dropped.name());
      case "nginx" -> curl("http://10.7.0.1/tftpboot/autoexec.ipxe").succeeded();
      default -> curl("http://10.7.0.1/ipxe?mac=" + dropped.mac()).succeeded();
    };
  }

  private static boolean resolves(String name) throws IOException {
    Command dig =
        Command.of(
            "dig", "+short", "+time=1", "+tries=1", "@10.7.0.1", name + "." + WideNetwork.DOMAIN);
    return stack().network().inside(dig).tryRun().output().startsWith("10.7.");
  }
}
