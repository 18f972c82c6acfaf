package org.pxebootstack.boothandler;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many requests of all kinds while many definitions change, appear and vanish. */
@Tag("e2e")
class SoakIT {
  private static final int MACHINES = 1_000;
  private static final int REQUESTS = 200_000;
  private static final int READERS = 4;
  private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final Pattern GENERATION = Pattern.compile("generation=(\\d+) end");

  @TempDir private Path directory = Path.of("");
  private final AtomicReferenceArray<Written> written = new AtomicReferenceArray<>(MACHINES);
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicInteger checked = new AtomicInteger();
  private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
  private int changed;
  private int appeared;
  private int vanished;

  /**
   * What a machine's file says.
   *
   * @param generation 0 where there is no file; -1 while it is being written
   * @param since by the clock of {@link System#nanoTime}, from when it said so
   */
  private record Written(int generation, long since) {
    static final int BEING_WRITTEN = -1;

    static Written now(int generation) {
      return new Written(generation, System.nanoTime());
    }
  }

  @Test
  void everyAnswerIsRightAndNothingGrows() throws Exception {
    try (RunningBootHandler handler = new RunningBootHandler(directory)) {
      StringBuilder leases = new StringBuilder();
      for (int i = 0; i < MACHINES; i++) {
        write(handler, i);
        leases.append("4102444800 %s %s * *\n".formatted(mac(i), address(i)));
      }
      Files.writeString(handler.state().resolve("dnsmasq.leases"), leases);
      handler.start();
      ask(handler, REQUESTS / 5);
      Footprint first = Footprint.of(handler);
      ask(handler, REQUESTS);
      Footprint last = Footprint.of(handler);
      System.out.printf(
          "soak: %d requests, %d of them checked for freshness; %d files changed, %d appeared, %d"
              + " vanished; first %s, then %s%n",
          REQUESTS, checked.get(), changed, appeared, vanished, first, last);
      assertThat(wrong).isEmpty();
      assertThat(checked.get()).isGreaterThan(REQUESTS / 4);
      assertThat(List.of(changed, appeared, vanished)).allMatch(each -> each > MACHINES / 2);
      last.assertNoLargerThan(first);
      assertThat(handler.log()).doesNotContain(" ERROR ");
    }
  }

  /** Asks until so many requests have been made in all, while one thread changes files. */
  private void ask(RunningBootHandler handler, int until) throws Exception {
    AtomicBoolean enough = new AtomicBoolean();
    try (var threads = Executors.newFixedThreadPool(READERS + 1)) {
      Future<?> changes =
          threads.submit(() -> {
            Random random = new Random(until);
            while (!enough.get()) {
              change(handler, random.nextInt(MACHINES), random.nextInt(4) == 0);
              Thread.sleep(5);
            }
            return null;
          });
      List<Future<?>> readers = new ArrayList<>();
      for (int i = 0; i < READERS; i++) {
        Random random = new Random(until + i);
        readers.add(
            threads.submit(() -> {
              while (asked.incrementAndGet() <= until && wrong.size() < 10) {
                askOnce(handler, random.nextInt(MACHINES), random.nextInt(1000));
              }
              return null;
            }));
      }
      for (Future<?> each : readers) {
        each.get();
      }
      asked.set(until);
      enough.set(true);
      changes.get();
    }
  }

  private void change(RunningBootHandler handler, int machine, boolean vanishes)
      throws IOException {
    boolean isThere = written.get(machine).generation() > 0;
    if (!isThere) {
      appeared++;
      write(handler, machine);
    } else if (vanishes) {
      vanished++;
      written.set(machine, Written.now(Written.BEING_WRITTEN));
      Files.delete(file(handler, machine));
      written.set(machine, Written.now(0));
    } else {
      changed++;
      write(handler, machine);
    }
  }

  /** In place, as pvmlab does; no two writings say the same. */
  private void write(RunningBootHandler handler, int machine) throws IOException {
    int generation = 1 + changed + appeared;
    written.set(machine, Written.now(Written.BEING_WRITTEN));
    Files.writeString(
        file(handler, machine),
        ContractTexts.vm(
            "m" + machine,
            mac(machine),
            "\"kernel_args\": \"generation=%d end\"".formatted(generation)));
    written.set(machine, Written.now(generation));
  }

  private void askOnce(RunningBootHandler handler, int machine, int dice)
      throws IOException, InterruptedException {
    if (dice == 0) { // Large, and asked for by people: seldom.
      HttpResponse<String> all = handler.get("/api/v1/machines");
      if (all.statusCode() != 200) {
        wrong.add(all.statusCode() + ": " + all.body());
      }
      return;
    }
    String mac = mac(machine);
    String[] asMachine = {
      "X-Forwarded-For", address(machine), "X-Pxeboot-Proxy", RunningBootHandler.PROXY_KEY
    };
    long start = System.nanoTime();
    Written before = written.get(machine);
    HttpResponse<String> answer;
    if (dice < 750) {
      answer = handler.get("/ipxe?mac=" + mac);
    } else if (dice < 850) {
      answer = handler.get("/v1/boot/" + mac);
    } else if (dice < 980) {
      answer = handler.get("/config/" + mac, asMachine);
    } else { // A boot, which is written to the database.
      answer = handler.get("/ipxe?mac=" + mac, asMachine);
    }
    if (answer.statusCode() != 200 && answer.statusCode() != 404) {
      wrong.add(answer.statusCode() + ": " + answer.body());
      return;
    }
    if (!answer.body().contains(mac)) {
      wrong.add("m" + machine + ": an answer about another machine: " + answer.body());
    }
    if (!before.equals(written.get(machine))
        || before.generation() == Written.BEING_WRITTEN
        || start - before.since() < FRESH_NANOS) {
      return; // It changed a moment ago, or meanwhile.
    }
    checked.incrementAndGet();
    Matcher generation = GENERATION.matcher(answer.body());
    int served = generation.find() ? Integer.parseInt(generation.group(1)) : 0;
    if (served != before.generation() || (answer.statusCode() == 404) != (served == 0)) {
      wrong.add(
          "m%d: %d with generation %d, %d ms after %d was written"
              .formatted(
                  machine,
                  answer.statusCode(),
                  served,
                  TimeUnit.NANOSECONDS.toMillis(start - before.since()),
                  before.generation()));
    }
  }

  private static Path file(RunningBootHandler handler, int machine) {
    return handler.vms().resolve("m" + machine + ".json");
  }

  private static String mac(int machine) {
    return "52:54:00:00:%02x:%02x".formatted(machine / 256, machine % 256);
  }

  private static String address(int machine) {
    return "10.1.%d.%d".formatted(machine / 256, machine % 256);
  }
}
