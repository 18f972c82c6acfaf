package org.pxebootstack.cli;

import org.pxebootstack.cli.distro.DistroCommand;
import org.pxebootstack.cli.lab.LabCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code pxeboot}: what a person does on the provisioner's side. */
@Command(
    name = "pxeboot",
    mixinStandardHelpOptions = true,
    description = "Installs machines over the network.",
    subcommands = {DistroCommand.class, LabCommand.class})
public final class Pxeboot {
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Pxeboot()).setExecutionExceptionHandler(Pxeboot::explain);
  }

  private static int explain(Exception e, CommandLine commandLine, CommandLine.ParseResult result) {
    commandLine.getErr().println("pxeboot: " + (e.getMessage() == null ? e : e.getMessage()));
    return commandLine.getCommandSpec().exitCodeOnExecutionException();
  }
}
