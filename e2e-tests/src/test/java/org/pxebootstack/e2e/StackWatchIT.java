package org.pxebootstack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.pxebootstack.cli.lab.LeaseClient.Answer;
import org.pxebootstack.contract.machine.MacAddress;
import org.pxebootstack.e2e.DnsmasqQuestions.Lease;

/** What becomes of the definitions directory, and what dnsmasq answers meanwhile and afterwards. */
@Execution(ExecutionMode.SAME_THREAD) // They share the stack that they disturb.
class StackWatchIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Duration QUIET = Duration.ofSeconds(90);

  @TempDir private static Path directory = Path.of("");

  private static Path vms = Path.of("");
  private static @Nullable TestStack stack;

  @BeforeAll
  static void start() throws IOException {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    vms = Files.createDirectory(directory.resolve("vms"));
    TestStack started = new TestStack("watch", vms, WideNetwork.ENVIRONMENT);
    stack = started;
    WideNetwork.start(started);
    Await.that("vm-watcher to watch", SOON, () -> log().contains(" watching "), () -> log());
  }

  @AfterAll
  static void stop() throws IOException {
    stack().close();
  }

  private static TestStack stack() {
    return Objects.requireNonNull(stack);
  }

  private static String log() {
    return stack().log();
  }

  private static DnsmasqQuestions questions() {
    return WideNetwork.questions(stack());
  }

  /** Waits until dnsmasq gives these machines their addresses and names, and those no longer. */
  private static void awaitAnswers(List<DefinedMachine> there, List<DefinedMachine> gone)
      throws IOException {
    Map<MacAddress, String> obtained = new HashMap<>();
    Map<String, String> addresses = new HashMap<>();
    for (DefinedMachine each : there) {
      obtained.put(each.mac(), each.ip());
      addresses.put(each.name(), each.ip());
    }
    Map<Lease, Answer> kept = new HashMap<>();
    gone.forEach(each -> kept.put(each.lease(), Answer.REFUSED));
    List<String> names =
        Stream.concat(there.stream(), gone.stream()).map(DefinedMachine::name).toList();
    List<Object> different = new ArrayList<>();
    Await.that(
        "dnsmasq to say what the directory says",
        QUIET,
        () -> {
          different.clear();
          different.addAll(differences(kept, questions().kept(List.copyOf(kept.keySet()))));
          different.addAll(
              differences(obtained, questions().obtained(List.copyOf(obtained.keySet()))));
          different.addAll(differences(addresses, questions().addresses(names)));
          return different.isEmpty();
        },
        () -> different + "\n" + log());
  }

  /** The entries that are only in one of them. */
  private static <K, V> Set<Map.Entry<K, V>> differences(Map<K, V> expected, Map<K, V> actual) {
    Set<Map.Entry<K, V>> either = new HashSet<>(expected.entrySet());
    either.addAll(actual.entrySet());
    either.removeIf(each -> expected.entrySet().contains(each) && actual.entrySet().contains(each));
    return either;
  }

  @Test
  void whateverHappensToAFileTheOthersKeepTheirAnswers() throws Exception {
    List<DefinedMachine> bystanders = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      bystanders.add(new DefinedMachine("bystander" + i, 100 + i, 1000 + i));
      bystanders.getLast().write(vms);
    }
    DefinedMachine deleted = new DefinedMachine("deleted", 1, 1101);
    DefinedMachine renamed = new DefinedMachine("renamed", 2, 1102);
    DefinedMachine rewritten = new DefinedMachine("rewritten", 3, 1103);
    DefinedMachine truncated = new DefinedMachine("truncated", 4, 1104);
    DefinedMachine directory = new DefinedMachine("directory", 5, 1105);
    DefinedMachine unreadable = new DefinedMachine("unreadable", 6, 1106);
    DefinedMachine linked = new DefinedMachine("linked", 7, 1107);
    DefinedMachine heir = new DefinedMachine("heir", 8, 1108);
    List<DefinedMachine> all =
        List.of(deleted, renamed, rewritten, truncated, directory, unreadable, linked, heir);
    for (DefinedMachine each : all) {
      each.write(vms);
    }
    awaitAnswers(bystanders, List.of());
    awaitAnswers(all, List.of());

    DefinedMachine moved = rewritten.at(1203);
    DefinedMachine linkedElsewhere = linked.at(1207);
    DefinedMachine heirOfDeleted = heir.at(1101);
    whileAsking(
        bystanders,
        () -> {
          Files.delete(vms.resolve("deleted.json"));
          // The address of one that is gone, in the same moment.
          heirOfDeleted.write(vms);
          Files.move(vms.resolve("renamed.json"), vms.resolve("another.json"));
          String whole = moved.json();
          Files.writeString(vms.resolve("rewritten.json"), whole.substring(0, 30));
          Files.writeString(vms.resolve("truncated.json"), "");
          Files.delete(vms.resolve("directory.json"));
          Files.createDirectory(vms.resolve("directory.json"));
          Files.setPosixFilePermissions(
              vms.resolve("unreadable.json"), PosixFilePermissions.fromString("---------"));
          Files.move(
              vms.resolve("linked.json"), vms.resolve(".linked"), StandardCopyOption.ATOMIC_MOVE);
          Files.createSymbolicLink(vms.resolve("linked.json"), Path.of(".linked"));
          awaitAnswers(
              List.of(renamed, rewritten, truncated, unreadable, linked, heirOfDeleted),
              List.of(deleted));
          // Where the files say something else, it counts, also behind the link.
          Files.writeString(vms.resolve("rewritten.json"), whole);
          Files.writeString(vms.resolve(".linked"), linkedElsewhere.json());
          awaitAnswers(List.of(moved, linkedElsewhere), List.of());
          return null;
        });
    for (DefinedMachine each : List.of(rewritten, linked)) {
      assertThat(questions().kept(List.of(each.lease()))).containsValue(Answer.REFUSED);
    }
    assertThat(questions().kept(List.of(heir.lease()))).containsValue(Answer.REFUSED);
    assertThat(log())
        .contains("truncated.json: is not a JSON object (the file is empty)")
        .contains("directory.json: is not a file");
    try (var files = Files.list(vms)) {
      for (Path each : files.toList()) {
        Files.delete(each);
      }
    }
    awaitAnswers(List.of(), List.of(renamed, moved, truncated, linkedElsewhere, heirOfDeleted));
  }

  /** Whoever is not concerned gets its address, each time that it asks. */
  private static void whileAsking(List<DefinedMachine> bystanders, Callable<?> changes)
      throws Exception {
    AtomicBoolean enough = new AtomicBoolean();
    List<Lease> leases = leases(bystanders);
    try (var thread = Executors.newSingleThreadExecutor()) {
      Future<Integer> asking =
          thread.submit(() -> {
            int times = 0;
            while (!enough.get()) {
              assertThat(questions().kept(leases)).allSatisfy((_, answer) -> acknowledged(answer));
              times++;
            }
            return times;
          });
      try {
        var _ = changes.call();
      } finally {
        enough.set(true);
      }
      assertThat(asking.get()).isPositive();
    }
  }

  private static List<Lease> leases(List<DefinedMachine> machines) {
    return machines.stream().map(DefinedMachine::lease).toList();
  }

  private static void acknowledged(Answer answer) {
    assertThat(answer).isEqualTo(Answer.ACKNOWLEDGED);
  }

  @Test
  void aThousandFilesAtOnceAreTakenInAFewSteps() throws IOException {
    int before = regenerations();
    List<DefinedMachine> many = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      many.add(new DefinedMachine("many" + i, 2_000 + i, 2_000 + i));
      many.getLast().write(vms);
    }
    awaitAnswers(many, List.of());
    assertThat(regenerations() - before).isBetween(1, 10);
    for (DefinedMachine each : many) {
      Files.delete(vms.resolve(each.name() + ".json"));
    }
    awaitAnswers(List.of(), many);
  }

  private static int regenerations() {
    return log().split(" machines written for dnsmasq\n", -1).length;
  }

  @Test
  void afterTenThousandChangesItSaysWhatTheDirectorySays() throws Exception {
    List<DefinedMachine> bystanders = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      bystanders.add(new DefinedMachine("standing" + i, 200 + i, 4_000 + i));
      bystanders.getLast().write(vms);
    }
    awaitAnswers(bystanders, List.of());
    List<Integer> descriptors = descriptors();
    ChangingMachines changing = new ChangingMachines(vms);
    whileAsking(
        bystanders,
        () -> {
          for (int i = 0; i < 10; i++) {
            changing.change(1_000);
            // Leases that others will contradict.
            var _ = questions().kept(leases(changing.there()));
          }
          return null;
        });
    awaitAnswers(changing.there(), changing.gone());
    awaitAnswers(bystanders, List.of());
    assertThat(stack().run("ps", "-eo", "stat=,comm=").lines())
        .noneMatch(each -> each.startsWith("Z"));
    assertThat(descriptors()).isEqualTo(descriptors);
  }

  /** How many dnsmasq and vm-watcher have open. */
  private static List<Integer> descriptors() throws IOException {
    List<Integer> counts = new ArrayList<>();
    for (String service : List.of("/usr/sbin/dnsmasq", "vm-watcher.jar")) {
      String pid = stack().run("pgrep", "--full", "--oldest", service).strip();
      counts.add(stack().run("ls", "/proc/" + pid + "/fd").split("\n").length);
    }
    return counts;
  }
}
