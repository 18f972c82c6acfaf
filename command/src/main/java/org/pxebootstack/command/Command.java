package org.pxebootstack.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An external command, not yet started. Immutable: each {@code with...} gives a new one.
 *
 * @param argv the program and its arguments
 * @param environment added to this process's own
 * @param directory where it runs; null means here
 * @param input what it reads; null means nothing
 * @param timeout when it is ended; null means never
 * @param onLine sees each line of standard output and standard error while it runs
 */
public record Command(
    List<String> argv,
    Map<String, String> environment,
    @Nullable Path directory,
    @Nullable String input,
    @Nullable Duration timeout,
    Consumer<String> onLine) {

  public Command {
    argv = List.copyOf(argv);
    environment = Map.copyOf(environment);
    if (argv.isEmpty()) {
      throw new IllegalArgumentException("a command has at least a program");
    }
  }

  public static Command of(String... argv) {
    return of(List.of(argv));
  }

  public static Command of(List<String> argv) {
    return new Command(argv, Map.of(), null, null, null, line -> {});
  }

  public Command with(String... more) {
    List<String> longer = new ArrayList<>(argv);
    longer.addAll(List.of(more));
    return withArguments(longer);
  }

  /** The same in every other way, with these program and arguments instead. */
  public Command withArguments(List<String> others) {
    return new Command(others, environment, directory, input, timeout, onLine);
  }

  public Command withEnvironment(String name, String value) {
    Map<String, String> more = new HashMap<>(environment);
    more.put(name, value);
    return new Command(argv, more, directory, input, timeout, onLine);
  }

  public Command withDirectory(Path where) {
    return new Command(argv, environment, where, input, timeout, onLine);
  }

  public Command withInput(String text) {
    return new Command(argv, environment, directory, text, timeout, onLine);
  }

  public Command withTimeout(Duration longest) {
    return new Command(argv, environment, directory, input, longest, onLine);
  }

  public Command withLines(Consumer<String> consumer) {
    return new Command(argv, environment, directory, input, timeout, consumer);
  }

  /**
   * Runs it to its end.
   *
   * @throws CommandFailedException when it can't be started, takes too long or exits non-zero
   */
  public CommandResult run() throws CommandFailedException {
    CommandResult result = tryRun();
    if (result.exitCode() != 0) {
      throw new CommandFailedException(result);
    }
    return result;
  }

  /**
   * Runs it to its end, whatever its exit code.
   *
   * @throws CommandFailedException when it can't be started or takes too long
   */
  public CommandResult tryRun() throws CommandFailedException {
    Process process = start(builder());
    try (OutputCollector output = new OutputCollector(process.getInputStream(), onLine);
        OutputCollector errors = new OutputCollector(process.getErrorStream(), onLine)) {
      feed(process);
      if (timeout == null) {
        process.waitFor();
      } else if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new CommandFailedException(
            new CommandResult(argv, -1, output.soFar(), errors.soFar()),
            "was still running after " + timeout.toSeconds() + " s and has been ended");
      }
      return new CommandResult(argv, process.exitValue(), output.text(), errors.text());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailedException(new CommandResult(argv, -1, "", ""), "was interrupted");
    } finally {
      destroyTree(process);
    }
  }

  /** Starts it and leaves it running, its output appended to {@code log}. */
  public Process startInBackground(Path log) throws CommandFailedException {
    return start(
        builder()
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())));
  }

  /**
   * Runs it on this process's own terminal.
   *
   * @return its exit code
   */
  public int runOnTerminal() throws CommandFailedException {
    Process process = start(builder().inheritIO());
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailedException(new CommandResult(argv, -1, "", ""), "was interrupted");
    } finally {
      destroyTree(process);
    }
  }

  ProcessBuilder builder() {
    ProcessBuilder builder = new ProcessBuilder(argv);
    builder.environment().putAll(environment);
    if (directory != null) {
      builder.directory(directory.toFile());
    }
    return builder;
  }

  private Process start(ProcessBuilder builder) throws CommandFailedException {
    try {
      return builder.start();
    } catch (IOException e) {
      throw CommandFailedException.notStarted(argv, e);
    }
  }

  private void feed(Process process) {
    try (var stdin = process.getOutputStream()) {
      if (input != null) {
        stdin.write(input.getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      // It stopped reading: what that means is for its exit code to say.
    }
  }

  /** Ends a process and what it started; nothing happens where they have ended. */
  static void destroyTree(Process process) {
    if (process.isAlive()) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
