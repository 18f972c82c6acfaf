package org.pxebootstack.boothandler;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a process holds.
 *
 * @param heap KiB in use, after a collection
 * @param resident KiB of memory, whatever for
 * @param threads how many run
 * @param files how many are open, connections included
 */
record Footprint(long heap, long resident, long threads, long files) {
  /** The smallest leak, an object of 16 bytes and a reference for each request, would be 3 MiB. */
  private static final long HEAP_VARIES = 2 << 10;

  private static final long RESIDENT_VARIES = 24 << 10;

  static Footprint of(RunningBootHandler handler) throws Exception {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    // What the first one finds to be waiting for its end goes with the second.
    for (int i = 0; i < 2; i++) {
      Process collection =
          new ProcessBuilder(jcmd.toString(), Long.toString(handler.pid()), "GC.run")
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      assertThat(collection.waitFor()).isZero();
    }
    String metrics = handler.get("/actuator/prometheus").body();
    return new Footprint(
        metric(metrics, "jvm_memory_used_bytes{area=\"heap\"") >> 10,
        status(handler, "VmRSS"),
        metric(metrics, "jvm_threads_live_threads"),
        metric(metrics, "process_files_open_files"));
  }

  private static long metric(String metrics, String name) {
    return metrics
        .lines()
        .filter(each -> each.startsWith(name))
        .mapToLong(each -> (long) Double.parseDouble(each.substring(each.lastIndexOf(' '))))
        .sum();
  }

  private static long status(RunningBootHandler handler, String key) throws IOException {
    return Files.readAllLines(Path.of("/proc/%d/status".formatted(handler.pid()))).stream()
        .filter(each -> each.startsWith(key + ":"))
        .mapToLong(each -> Long.parseLong(each.replaceAll("\\D", "")))
        .sum();
  }

  void assertNoLargerThan(Footprint first) {
    assertThat(heap).as("KiB of heap").isBetween(1L, first.heap + HEAP_VARIES);
    assertThat(resident).as("KiB resident").isBetween(1L, first.resident + RESIDENT_VARIES);
    assertThat(threads).as("threads").isBetween(1L, first.threads + 8);
    assertThat(files).as("open files").isBetween(1L, first.files + 16);
  }

  @Override
  public String toString() {
    return "%d KiB of heap, %d KiB resident, %d threads, %d open files"
        .formatted(heap, resident, threads, files);
  }
}
