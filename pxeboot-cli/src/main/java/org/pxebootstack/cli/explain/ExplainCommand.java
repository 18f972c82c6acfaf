package org.pxebootstack.cli.explain;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.cli.StackEnvironment;
import org.pxebootstack.cli.StackOptions;
import org.pxebootstack.contract.definition.VmDefinition;
import org.pxebootstack.definitions.DefinitionDirectory;
import org.pxebootstack.definitions.DefinitionSet;
import org.pxebootstack.rendering.explanation.Explanation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pxeboot explain}. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description = {
      "Says what would happen to a machine that boots now, and why:",
      "its address and boot program, its iPXE script, which disk is taken, and",
      "what the installer and cloud-init are told. It reads files only: neither",
      "the machine nor the stack has to run."
    })
public final class ExplainCommand implements Callable<Integer> {
  private final StackEnvironment environment;

  @Mixin private final StackOptions stackOptions;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "MAC|NAME", description = "of the machine")
  private String machine = "";

  @Option(
      names = "--domain",
      description = "of the machines' names (default: DOMAIN, or pvmlab.local)")
  private @Nullable String domain;

  @Option(
      names = "--template",
      description = "your own iPXE script (default: PVMLAB_TEMPLATE_PATH, or the stack's)")
  private @Nullable Path template;

  @Option(
      names = "--state",
      description = "defined, or installed: how far the machine has come (default: defined)")
  private State state = State.DEFINED;

  @Option(names = "--show-secrets", description = "also show password hashes and user_data")
  private boolean showSecrets;

  /** How far the machine has come, as far as it matters to what happens next. */
  enum State {
    DEFINED,
    INSTALLED
  }

  public ExplainCommand(StackEnvironment environment) {
    this.environment = environment;
    this.stackOptions = new StackOptions(environment);
  }

  @Override
  public Integer call() throws IOException {
    DefinitionSet definitions = new DefinitionDirectory(stackOptions.vmsDir()).scan();
    AskedMachine asked = AskedMachine.of(machine);
    Optional<VmDefinition> found = asked.in(definitions);
    if (found.isEmpty()) {
      PrintWriter err = spec.commandLine().getErr();
      asked.whyUndefined(definitions).forEach(each -> err.println("pxeboot: " + each));
      err.flush();
      return 1;
    }
    StackView stack =
        StackView.of(
            stackOptions.provisionerIp(),
            environment.dhcpMode(),
            domain == null ? environment.domain() : domain,
            stackOptions.imagesDir(),
            Optional.ofNullable(template).or(environment::template));
    PrintWriter out = spec.commandLine().getOut();
    out.print(
        Explanation.of(
            stack.situation(
                found.get(),
                definitions,
                state == State.INSTALLED,
                showSecrets ? null : "hidden: --show-secrets")));
    out.flush();
    return 0;
  }
}
