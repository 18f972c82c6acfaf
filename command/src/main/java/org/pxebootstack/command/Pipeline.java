package org.pxebootstack.command;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Several commands, each reading what the one before it writes, as {@code a | b} in a shell. */
public final class Pipeline {

  /** Nothing to read: for a first command that makes its output itself. */
  public static final Feed NOTHING = stdin -> {};

  /** Writes what the first command reads. */
  @FunctionalInterface
  public interface Feed {
    void writeTo(OutputStream stdin) throws IOException, InterruptedException;
  }

  /** 128 + SIGPIPE. */
  private static final int LOST_READER = 141;

  private final List<Command> commands;

  public Pipeline(Command... commands) {
    this.commands = List.of(commands);
  }

  /** Runs all to their ends, as the other. */
  public void run(Feed feed) throws IOException {
    run(feed, line -> false);
  }

  /**
   * Runs all to their ends.
   *
   * @param fatal whether a command that writes this line to its standard error is ended at once
   * @throws CommandFailedException when one can't be started or exits non-zero: the first such one
   *     in the line that did not merely lose its reader
   * @throws IOException what {@code feed} threw of its own; the commands have been ended then
   */
  public void run(Feed feed, Predicate<String> fatal) throws IOException {
    List<Process> processes = start();
    List<OutputCollector> errors = new ArrayList<>();
    try {
      for (int i = 0; i < processes.size(); i++) {
        Process process = processes.get(i);
        Consumer<String> onLine = commands.get(i).onLine();
        errors.add(
            new OutputCollector(
                process.getErrorStream(),
                line -> {
                  onLine.accept(line);
                  if (fatal.test(line)) {
                    process.destroy();
                  }
                }));
      }
      new OutputCollector(processes.getLast().getInputStream(), line -> {});
      OutputStream pipe = processes.getFirst().getOutputStream();
      BrokenPipeException broken = null;
      try (PipeStream stdin = new PipeStream(pipe)) {
        feed.writeTo(stdin);
      } catch (BrokenPipeException e) {
        broken = e; // A command went away; its exit code and its words say why.
      }
      for (Process each : processes) {
        each.waitFor();
      }
      for (int i = 0; i < processes.size(); i++) {
        int exitCode = processes.get(i).exitValue();
        if (exitCode != 0 && (exitCode != LOST_READER || i == processes.size() - 1)) {
          throw new CommandFailedException(
              new CommandResult(commands.get(i).argv(), exitCode, "", errors.get(i).text()));
        }
      }
      if (broken != null) {
        throw new IOException(
            commands.getFirst().argv().getFirst() + " stopped reading before the end", broken);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while running " + commands.getFirst().argv().getFirst());
    } finally {
      processes.forEach(Command::destroyTree);
    }
  }

  private List<Process> start() throws CommandFailedException {
    try {
      return ProcessBuilder.startPipeline(commands.stream().map(Command::builder).toList());
    } catch (IOException e) {
      throw CommandFailedException.notStarted(commands.getFirst().argv(), e);
    }
  }

  /** Tells a failure of the pipe from a failure of the feed. */
  private static final class PipeStream extends FilterOutputStream {
    PipeStream(OutputStream pipe) {
      super(pipe);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      try {
        out.write(bytes, offset, length);
      } catch (IOException e) {
        throw new BrokenPipeException(e);
      }
    }

    @Override
    public void close() throws IOException {
      try {
        super.close();
      } catch (IOException e) {
        throw new BrokenPipeException(e);
      }
    }
  }

  private static final class BrokenPipeException extends IOException {
    private static final long serialVersionUID = 1;

    BrokenPipeException(IOException cause) {
      super(cause);
    }
  }
}
