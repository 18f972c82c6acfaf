package org.pxebootstack.command;

import java.io.IOException;
import java.util.List;

/** A command that did not do its work; the message names it, how it ended and its last words. */
public final class CommandFailedException extends IOException {
  private static final long serialVersionUID = 1;

  private final transient CommandResult result;

  CommandFailedException(CommandResult result) {
    this(
        result,
        result.exitCode() > 128
            ? "was ended by signal " + (result.exitCode() - 128)
            : "exited with " + result.exitCode());
  }

  CommandFailedException(CommandResult result, String how) {
    super(
        String.join(" ", result.argv())
            + " "
            + how
            + (result.tail().isEmpty() ? "" : ":\n" + result.tail()));
    this.result = result;
  }

  static CommandFailedException notStarted(List<String> argv, IOException cause) {
    CommandFailedException e =
        new CommandFailedException(
            new CommandResult(argv, -1, "", String.valueOf(cause.getMessage())),
            "could not be started; is " + argv.getFirst() + " installed?");
    e.initCause(cause);
    return e;
  }

  public CommandResult result() {
    return result;
  }
}
