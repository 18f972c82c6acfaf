package org.pxebootstack.installer.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pxebootstack.installer.http.FaultyServer.Fault;

/** Whatever goes wrong, what reaches the unpacker is the beginning of the right archive. */
class DownloadFaultsPropertyTest {
  private static final int RUNS = 100;
  private static final byte[] CONTENT = DownloadTest.CONTENT;

  @Test
  @Timeout(120)
  void whatIsWrittenIsAlwaysAPrefix() throws Exception {
    int completed = 0;
    for (int seed = 0; seed < RUNS; seed++) {
      Random random = new Random(seed);
      List<Fault> faults = new ArrayList<>();
      for (int i = random.nextInt(12); i > 0; i--) {
        faults.add(fault(random));
      }
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      String end = "completed";
      try (FaultyServer server = new FaultyServer(CONTENT, 0, faults)) {
        if (random.nextInt(4) == 0) {
          server.always = fault(random);
        }
        new Downloads(null, patience(), line -> {})
            .archive(server.url(), DownloadTest.withChunks(CONTENT))
            .copyTo(out, (done, total) -> {});
        completed++;
      } catch (DownloadFailedException e) {
        end = "failed: " + e.getMessage();
      }
      assertThat(out.toByteArray())
          .as("seed %d, faults %s, %s", seed, faults, end)
          .isEqualTo(
              Arrays.copyOf(CONTENT, end.startsWith("completed") ? CONTENT.length : out.size()));
    }
    assertThat(completed).as("some end well, some fail").isBetween(RUNS / 4, RUNS - 1);
  }

  private static Patience patience() {
    return new Patience(
        Duration.ofMillis(100), Duration.ofMillis(800), Duration.ofMillis(1), Duration.ofMillis(4));
  }

  private static Fault fault(Random random) {
    int at = random.nextInt(CONTENT.length);
    return switch (random.nextInt(7)) {
      case 0, 1 -> new Fault.Breaks(at);
      case 2 -> new Fault.FallsSilent(at);
      case 3 -> new Fault.Refuses(502 + random.nextInt(3), Map.of());
      case 4 -> new Fault.Damages(at);
      case 5 -> new Fault.IgnoresRange();
      default -> new Fault.AnswersRange(at);
    };
  }
}
