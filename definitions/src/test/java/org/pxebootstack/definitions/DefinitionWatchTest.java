package org.pxebootstack.definitions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DefinitionWatchTest {
  private static final String JSON =
      "{\"name\": \"web1\", \"arch\": \"x86_64\", \"mac\": \"52:54:00:00:00:01\"}";

  @TempDir private Path directory = Path.of("");

  /** By events where the interval is long, without them where it is short: both end the same. */
  @ParameterizedTest
  @ValueSource(ints = {100, 600_000})
  void tellsOfEachChange(int intervalMillis) throws IOException, InterruptedException {
    BlockingQueue<Integer> sizes = new LinkedBlockingQueue<>();
    try (DefinitionWatch _ =
        DefinitionWatch.start(
            new DefinitionDirectory(directory),
            Duration.ofMillis(intervalMillis),
            set -> sizes.add(set.all().size()))) {
      assertThat(sizes.poll(10, TimeUnit.SECONDS)).isZero();
      Files.writeString(directory.resolve("web1.json"), JSON);
      awaitSize(1, sizes);
      Files.delete(directory.resolve("web1.json"));
      awaitSize(0, sizes);
    }
  }

  @Test
  void findsADirectoryThatAppearsLater() throws IOException, InterruptedException {
    BlockingQueue<Integer> sizes = new LinkedBlockingQueue<>();
    Path later = directory.resolve("later");
    try (DefinitionWatch _ =
        DefinitionWatch.start(
            new DefinitionDirectory(later),
            Duration.ofMillis(100),
            set -> sizes.add(set.all().size()))) {
      assertThat(sizes.poll(10, TimeUnit.SECONDS)).isZero();
      Files.createDirectory(later);
      Files.writeString(later.resolve("web1.json"), JSON);
      awaitSize(1, sizes);
    }
  }

  /** An event names a file by its bytes, which need not be a text. */
  @Test
  void seesAFileWhoseNameIsNoText() throws IOException, InterruptedException {
    Path source = Files.writeString(directory.resolve("source"), JSON);
    BlockingQueue<Integer> sizes = new LinkedBlockingQueue<>();
    try (DefinitionWatch _ = watchByEvents(directory, sizes)) {
      assertThat(sizes.poll(10, TimeUnit.SECONDS)).isZero();
      Process copy =
          new ProcessBuilder("xargs", "cp", source.toString())
              .directory(directory.toFile())
              .start();
      try (OutputStream names = copy.getOutputStream()) {
        names.write(new byte[] {'w', (byte) 0xff, '.', 'j', 's', 'o', 'n'});
      }
      assertThat(copy.waitFor()).isZero();
      awaitSize(1, sizes);
    }
  }

  /** No event tells of it: the watched one is still there, under another name. */
  @Test
  void findsTheDirectoryThatTookItsPlace() throws IOException, InterruptedException {
    Path vms = Files.createDirectory(directory.resolve("vms"));
    Path next = Files.createDirectory(directory.resolve("next"));
    Files.writeString(next.resolve("web1.json"), JSON);
    BlockingQueue<Integer> sizes = new LinkedBlockingQueue<>();
    try (DefinitionWatch _ = watchByEvents(vms, sizes)) {
      assertThat(sizes.poll(10, TimeUnit.SECONDS)).isZero();
      Files.move(vms, directory.resolve("before"));
      Files.move(next, vms);
      awaitSize(1, sizes);
    }
  }

  /** The link itself does not change, so there is no event in its directory. */
  @Test
  void followsALink() throws IOException, InterruptedException {
    Path vms = Files.createDirectory(directory.resolve("vms"));
    Path elsewhere = Files.writeString(directory.resolve("web1"), JSON);
    BlockingQueue<Integer> sizes = new LinkedBlockingQueue<>();
    try (DefinitionWatch _ = watchByEvents(vms, sizes)) {
      assertThat(sizes.poll(10, TimeUnit.SECONDS)).isZero();
      Files.createSymbolicLink(vms.resolve("web1.json"), elsewhere);
      awaitSize(1, sizes);
      Files.writeString(elsewhere, JSON.replace("web1", "web2"));
      awaitSize(1, sizes);
    }
  }

  private static DefinitionWatch watchByEvents(Path directory, BlockingQueue<Integer> sizes) {
    return DefinitionWatch.start(
        new DefinitionDirectory(directory),
        Duration.ofMillis(500),
        set -> sizes.add(set.all().size()));
  }

  /**
   * Between two states there may be a third: a file that is not written yet, a problem that ends.
   */
  private static void awaitSize(int expected, BlockingQueue<Integer> sizes)
      throws InterruptedException {
    Integer size = sizes.poll(10, TimeUnit.SECONDS);
    while (size != null && size != expected) {
      size = sizes.poll(10, TimeUnit.SECONDS);
    }
    assertThat(size).isEqualTo(expected);
  }
}
