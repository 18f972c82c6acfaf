package org.pxebootstack.cli.boot;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.cli.StackEnvironment;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code pxeboot api}: what the container is started with, whose entry point has it turned into the
 * environment that boot-handler reads.
 */
@Command(
    name = "api",
    mixinStandardHelpOptions = true,
    exitCodeOnInvalidInput = ApiCommand.USAGE,
    description = {
      "Boots on each machine what an HTTP API says, which is Pixiecore's.",
      "The container is started with it: docker run ... pxeboot_stack api https://host/prefix"
    })
public final class ApiCommand implements Callable<Integer> {
  /** sysexits.h EX_USAGE. */
  static final int USAGE = 64;

  private final StackEnvironment stack;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "URL", description = "<URL>/v1/boot/<mac> is asked for each machine")
  private String url = "";

  @Option(names = "--ca-file", paramLabel = "FILE", description = "trusted besides the known (PEM)")
  private @Nullable String caFile;

  @Option(
      names = "--client-cert",
      paramLabel = "FILE",
      description = "shown to the API (PEM, with the key, or see --client-key)")
  private @Nullable String clientCert;

  @Option(names = "--client-key", paramLabel = "FILE", description = "its key (PEM)")
  private @Nullable String clientKey;

  @Option(names = "--token-file", paramLabel = "FILE", description = "has the API's bearer token")
  private @Nullable String tokenFile;

  @Option(
      names = "--timeout-seconds",
      paramLabel = "N",
      description = "how long the API may take to answer (default: 5)")
  private @Nullable Integer timeoutSeconds;

  @Option(
      names = "--cache-seconds",
      paramLabel = "N",
      description = "how long an answer is used again (default: 0)")
  private @Nullable Integer cacheSeconds;

  @Option(
      names = "--file-root",
      paramLabel = "DIRECTORY",
      description = "file:// is served from below it (default: not at all)")
  private @Nullable String fileRoot;

  @Option(names = "--allow-private", description = "fetch files from private addresses too")
  private boolean allowPrivate;

  @Option(
      names = "--allow",
      paramLabel = "NETWORK",
      description = "fetch files from there too, such as 10.1.0.0/16; can be repeated")
  private List<String> allowed = new ArrayList<>();

  @Option(
      names = "--key-file",
      paramLabel = "FILE",
      description = "has the key of sealed names (default: a new one at each start)")
  private @Nullable String keyFile;

  @Option(names = "--print-environment", hidden = true, description = "for the entry point")
  private boolean printEnvironment;

  public ApiCommand(StackEnvironment stack) {
    this.stack = stack;
  }

  @Override
  public Integer call() throws IOException {
    if (!printEnvironment) {
      throw new CommandLine.ParameterException(
          spec.commandLine(),
          "this is what the container is started with: docker run ... pxeboot_stack api " + url);
    }
    PrintWriter out = spec.commandLine().getOut();
    environment().forEach((name, value) -> out.println(name + "=" + value));
    return 0;
  }

  private Map<String, String> environment() throws IOException {
    if (allowPrivate) {
      allowed.add("private");
    }
    Map<String, String> environment = new LinkedHashMap<>();
    put(environment, "BOOT_API_URL", url);
    put(environment, "BOOT_API_CA_FILE", caFile);
    put(environment, "BOOT_API_CLIENT_CERT", clientCert);
    put(environment, "BOOT_API_CLIENT_KEY", clientKey);
    put(environment, "BOOT_API_TOKEN_FILE", tokenFile);
    put(environment, "BOOT_API_TIMEOUT", timeoutSeconds);
    put(environment, "BOOT_API_CACHE", cacheSeconds);
    put(environment, "FILE_ROOT", fileRoot);
    put(environment, "PROXY_ALLOW", allowed.isEmpty() ? null : String.join(",", allowed));
    put(environment, "PROXY_KEY_FILE", keyFile);
    if (stack.provisionerIp().isEmpty()) {
      put(environment, "PROVISIONER_IP", OwnAddress.find(stack.pxeInterface()));
    }
    return environment;
  }

  /** One line each: what is not said stays as the container's environment has it. */
  private void put(Map<String, String> environment, String name, @Nullable Object value) {
    if (value == null) {
      return;
    }
    if (value.toString().lines().count() != 1) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), name + " is empty or has more than one line; write one");
    }
    environment.put(name, value.toString());
  }
}
