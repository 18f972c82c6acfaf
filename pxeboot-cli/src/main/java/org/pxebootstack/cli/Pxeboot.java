package org.pxebootstack.cli;

import java.util.Map;
import org.pxebootstack.cli.boot.ApiCommand;
import org.pxebootstack.cli.boot.BootCommand;
import org.pxebootstack.cli.distro.DistroCommand;
import org.pxebootstack.cli.doctor.DoctorCommand;
import org.pxebootstack.cli.explain.ExplainCommand;
import org.pxebootstack.cli.image.ImageCommand;
import org.pxebootstack.cli.lab.LabCommand;
import org.pxebootstack.cli.quick.QuickCommand;
import org.pxebootstack.cli.snippet.DhcpSnippetCommand;
import org.pxebootstack.cli.vm.VmCommand;
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
    System.exit(commandLine(System.getenv()).execute(args));
  }

  /**
   * The command.
   *
   * @param variables the environment variables that it is run with
   */
  static CommandLine commandLine(Map<String, String> variables) {
    StackEnvironment environment = new StackEnvironment(variables);
    return new CommandLine(new Pxeboot())
        .addSubcommand(new ApiCommand(environment))
        .addSubcommand(VmCommand.commandLine(environment))
        .addSubcommand(ImageCommand.commandLine(environment))
        .addSubcommand(new ExplainCommand(environment))
        .addSubcommand(new DoctorCommand(environment))
        .addSubcommand(new DhcpSnippetCommand(environment))
        .addSubcommand(new BootCommand(environment))
        .addSubcommand(QuickCommand.commandLine(environment))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(Pxeboot::explain)
        .setExecutionExceptionHandler(Pxeboot::explain);
  }

  /** What is wrong with the arguments, and who says how they are right. */
  private static int explain(CommandLine.ParameterException e, String[] arguments) {
    CommandLine commandLine = e.getCommandLine();
    commandLine
        .getErr()
        .printf(
            "pxeboot: %s; see %s --help%n",
            e.getMessage(), commandLine.getCommandSpec().qualifiedName());
    return commandLine.getCommandSpec().exitCodeOnInvalidInput();
  }

  private static int explain(Exception e, CommandLine commandLine, CommandLine.ParseResult result) {
    commandLine.getErr().println("pxeboot: " + (e.getMessage() == null ? e : e.getMessage()));
    return commandLine.getCommandSpec().exitCodeOnExecutionException();
  }
}
