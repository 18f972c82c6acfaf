package org.pxebootstack.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;

/** What one call of {@code pxeboot} printed and how it ended. */
record CommandRun(int exitCode, String out, String err) {

  static CommandRun of(Map<String, String> environment, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        Pxeboot.commandLine(environment)
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(arguments);
    return new CommandRun(exitCode, out.toString(), err.toString());
  }
}
