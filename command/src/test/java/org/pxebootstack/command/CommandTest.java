package org.pxebootstack.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class CommandTest {

  @Test
  void givesOutputAndExitCode() throws CommandFailedException {
    CommandResult result = Command.of("cat").withInput("one\ntwo\n").run();
    assertThat(result).isEqualTo(new CommandResult(List.of("cat"), 0, "one\ntwo\n", ""));
  }

  @Test
  void aFailureNamesCommandExitCodeAndLastWords() {
    Command command = Command.of("sh", "-c", "echo out; echo why not >&2; exit 3");
    assertThatThrownBy(command::run)
        .isInstanceOf(CommandFailedException.class)
        .hasMessage("sh -c echo out; echo why not >&2; exit 3 exited with 3:\nwhy not");
  }

  @Test
  void aMissingProgramIsNamed() {
    assertThatThrownBy(() -> Command.of("no-such-program", "x").run())
        .hasMessageStartingWith(
            "no-such-program x could not be started; is no-such-program installed?");
  }

  @Test
  @Timeout(20)
  void aHangingCommandIsEndedWithItsChildren() throws InterruptedException {
    Command command =
        Command.of("sh", "-c", "sleep 1000 & wait").withTimeout(Duration.ofMillis(300));
    assertThatThrownBy(command::run).hasMessageContaining("was still running after 0 s");
    // The kernel takes a moment; the test's timeout bounds it.
    while (ProcessHandle.current().descendants().anyMatch(ProcessHandle::isAlive)) {
      Thread.sleep(10);
    }
  }

  @Test
  void linesAreSeenWhileItRuns() throws CommandFailedException {
    List<String> seen = new CopyOnWriteArrayList<>();
    var _ = Command.of("printf", "a\\nb\\n").withLines(seen::add).run();
    assertThat(seen).containsExactly("a", "b");
  }

  @Test
  void aPipelineFeedsItsFirstCommand() throws IOException {
    byte[] megabyte = new byte[1 << 20];
    new Pipeline(Command.of("cat"), Command.of("sh", "-c", "test \"$(wc -c)\" -eq 10485760"))
        .run(stdin -> {
          for (int i = 0; i < 10; i++) {
            stdin.write(megabyte);
          }
        });
  }

  @Test
  @Timeout(20)
  void aPipelineNamesTheCommandThatFailedNotTheOneThatLostItsReader() {
    Pipeline pipeline =
        new Pipeline(Command.of("yes"), Command.of("sh", "-c", "echo disk full >&2; exit 2"));
    assertThatThrownBy(() -> pipeline.run(Pipeline.NOTHING))
        .isInstanceOf(CommandFailedException.class)
        .hasMessageEndingWith("exited with 2:\ndisk full");
  }

  @Test
  @Timeout(20)
  void aPipelineThatLosesItsReaderReportsTheReader() {
    Pipeline pipeline = new Pipeline(Command.of("sh", "-c", "echo not an archive >&2; exit 1"));
    byte[] block = new byte[1 << 16];
    assertThatThrownBy(() ->
            pipeline.run(stdin -> {
              while (true) {
                stdin.write(block);
              }
            }))
        .isInstanceOf(CommandFailedException.class)
        .hasMessageContaining("not an archive");
  }

  @Test
  @Timeout(20)
  void aCommandThatIsContentTooEarlyIsNoSuccess() {
    Pipeline pipeline = new Pipeline(Command.of("head", "-c", "1"));
    assertThatThrownBy(() -> pipeline.run(stdin -> stdin.write(new byte[10_000_000])))
        .hasMessage("head stopped reading before the end");
  }

  @Test
  @Timeout(20)
  void aFeedThatFailsIsTheReason() {
    Pipeline pipeline = new Pipeline(Command.of("cat"), Command.of("cat"));
    assertThatThrownBy(() ->
            pipeline.run(stdin -> {
              throw new IOException("the download broke");
            }))
        .isExactlyInstanceOf(IOException.class)
        .hasMessage("the download broke");
  }

  @Test
  @Timeout(20)
  void aFatalLineEndsItsCommandAtOnce() {
    Pipeline pipeline =
        new Pipeline(
            Command.of("yes"), Command.of("sh", "-c", "echo disk full >&2; exec cat >/dev/null"));
    assertThatThrownBy(() -> pipeline.run(Pipeline.NOTHING, line -> line.equals("disk full")))
        .isInstanceOf(CommandFailedException.class)
        .hasMessageEndingWith("was ended by signal 15:\ndisk full");
  }
}
