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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many requests while many definitions change, appear and vanish. */
@Tag("e2e")
class SoakIT {
  private static final int MACHINES = 1_000;
  private static final int REQUESTS = 200_000;
  private static final int READERS = 4;
  private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final Pattern GENERATION = Pattern.compile(" generation=(\\d+) ");

  @TempDir private Path directory = Path.of("");
  private final AtomicReferenceArray<Written> written = new AtomicReferenceArray<>(MACHINES);
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicInteger checked = new AtomicInteger();
  private final Queue<String> wrong = new ConcurrentLinkedQueue<>();

  /**
   * What a machine's file says.
   *
   * @param generation 0 where there is no file
   * @param since by the clock of {@link System#nanoTime}, from when it said so
   */
  private record Written(int generation, long since) {}

  @Test
  void everyAnswerIsRightAndNothingGrows() throws Exception {
    try (RunningBootHandler handler = new RunningBootHandler(directory)) {
      for (int i = 0; i < MACHINES; i++) {
        write(handler, i, 1);
      }
      handler.start();
      ask(handler, REQUESTS / 10);
      long heapAtFirst = heapAfterCollection(handler);
      ask(handler, REQUESTS);
      long heapAtLast = heapAfterCollection(handler);
      System.out.printf(
          "soak: %d requests, %d of them checked for freshness, heap after collection %d KiB, then %d KiB%n",
          asked.get(), checked.get(), heapAtFirst >> 10, heapAtLast >> 10);
      assertThat(wrong).isEmpty();
      assertThat(checked.get()).isGreaterThan(REQUESTS / 4);
      assertThat(heapAtLast).isLessThan(heapAtFirst + (16L << 20));
      assertThat(handler.log()).doesNotContain(" ERROR ");
    }
  }

  /** Asks until so many requests have been made in all, while one thread changes files. */
  private void ask(RunningBootHandler handler, int until) throws Exception {
    try (var threads = Executors.newFixedThreadPool(READERS + 1)) {
      Future<?> changes = threads.submit(() -> change(handler));
      List<Future<?>> readers = new ArrayList<>();
      for (int i = 0; i < READERS; i++) {
        Random random = new Random(i);
        readers.add(
            threads.submit(() -> {
              while (asked.incrementAndGet() <= until && wrong.size() < 10) {
                askOnce(handler, random.nextInt(MACHINES));
              }
              return null;
            }));
      }
      for (Future<?> each : readers) {
        each.get();
      }
      changes.cancel(true);
      threads.shutdown();
      assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  private Object change(RunningBootHandler handler) throws IOException {
    Random random = new Random(7);
    int generation = written.get(0).generation();
    try {
      while (true) {
        generation++;
        int machine = random.nextInt(MACHINES);
        if (random.nextInt(4) == 0) {
          Files.deleteIfExists(file(handler, machine));
          written.set(machine, new Written(0, System.nanoTime()));
        } else {
          write(handler, machine, generation);
        }
        Thread.sleep(10);
      }
    } catch (InterruptedException e) {
      return generation;
    }
  }

  private void write(RunningBootHandler handler, int machine, int generation) throws IOException {
    String json =
        ContractTexts.vm("m" + machine, mac(machine))
            .replace(
                "}",
                ", \"install\": {\"kernel_args\": \"generation=%d end\"}}".formatted(generation));
    Files.writeString(file(handler, machine), json);
    written.set(machine, new Written(generation, System.nanoTime()));
  }

  private void askOnce(RunningBootHandler handler, int machine)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    Written before = written.get(machine);
    HttpResponse<String> answer = handler.get("/ipxe?mac=" + mac(machine));
    if (answer.statusCode() != 200 && answer.statusCode() != 404) {
      wrong.add(answer.statusCode() + ": " + answer.body());
      return;
    }
    if (!before.equals(written.get(machine)) || start - before.since() < FRESH_NANOS) {
      return; // It changed a moment ago, or meanwhile.
    }
    checked.incrementAndGet();
    Matcher generation = GENERATION.matcher(answer.body());
    int served = generation.find() ? Integer.parseInt(generation.group(1)) : 0;
    if (served != before.generation()) {
      wrong.add(
          "m%d: generation %d served %d ms after %d was written"
              .formatted(
                  machine,
                  served,
                  TimeUnit.NANOSECONDS.toMillis(start - before.since()),
                  before.generation()));
    }
  }

  private static long heapAfterCollection(RunningBootHandler handler) throws Exception {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    Process collection =
        new ProcessBuilder(jcmd.toString(), Long.toString(handler.pid()), "GC.run")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(collection.waitFor()).isZero();
    return handler
        .get("/actuator/prometheus")
        .body()
        .lines()
        .filter(each -> each.startsWith("jvm_memory_used_bytes{area=\"heap\""))
        .mapToLong(each -> (long) Double.parseDouble(each.substring(each.lastIndexOf(' '))))
        .sum();
  }

  private static Path file(RunningBootHandler handler, int machine) {
    return handler.vms().resolve("m" + machine + ".json");
  }

  private static String mac(int machine) {
    return "52:54:00:00:%02x:%02x".formatted(machine / 256, machine % 256);
  }
}
