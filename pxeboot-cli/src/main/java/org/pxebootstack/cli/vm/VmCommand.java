package org.pxebootstack.cli.vm;

import java.io.PrintWriter;
import org.pxebootstack.cli.StackEnvironment;
import org.pxebootstack.contract.definition.VmDefinitionSchema;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code pxeboot vm}. */
@Command(
    name = "vm",
    mixinStandardHelpOptions = true,
    description = "Machines and their definitions.",
    subcommands = VmCommand.Schema.class)
public final class VmCommand {
  private VmCommand() {}

  public static CommandLine commandLine(StackEnvironment environment) {
    return new CommandLine(new VmCommand())
        .addSubcommand(new ValidateCommand(environment))
        .addSubcommand(new ListCommand(environment));
  }

  /** {@code pxeboot vm schema}. */
  @Command(
      name = "schema",
      mixinStandardHelpOptions = true,
      description = "Prints a JSON Schema of a definition, for editors.")
  static final class Schema implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
      PrintWriter out = spec.commandLine().getOut();
      out.print(VmDefinitionSchema.text());
      out.flush();
    }
  }
}
