package org.pxebootstack.cli.boot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.pxebootstack.cli.StackEnvironment;
import org.pxebootstack.command.Command;
import org.pxebootstack.contract.machine.InvalidValueException;

/** Starts the container that boots, with the local files mounted into it. */
final class BootContainer {
  private static final String MOUNTED = "/boot-files/";

  private final StackEnvironment environment;
  private final String image;

  BootContainer(StackEnvironment environment, String image) {
    this.environment = environment;
    this.image = image;
  }

  /**
   * Runs it on this terminal to its end.
   *
   * @return its exit code
   */
  int run(BootOptions options, boolean verbose) throws IOException {
    return Command.of(argv(options, verbose)).runOnTerminal();
  }

  List<String> argv(BootOptions options, boolean verbose) {
    Map<String, String> mounts = new LinkedHashMap<>();
    options
        .live()
        .ifPresent(
            live -> mounts.put(live.directory().toString(), "/www/images/live/" + live.name()));
    List<String> arguments = options.argv(each -> place(each, mounts));
    List<String> argv = new ArrayList<>(List.of("docker", "run", "--rm", "--net=host"));
    argv.addAll(List.of("--cap-add=NET_ADMIN", "--cap-add=NET_RAW"));
    StackEnvironment.OF_CONTAINER.stream()
        .filter(each -> !environment.variables().getOrDefault(each, "").isBlank())
        .forEach(each -> argv.add("--env=" + each));
    mounts.forEach((source, target) ->
        argv.add("--mount=type=bind,readonly,source=" + source + ",target=" + target));
    argv.addAll(List.of(image, "boot"));
    argv.addAll(arguments);
    if (verbose) {
      argv.add("--verbose");
    }
    return argv;
  }

  private static String place(String source, Map<String, String> mounts) {
    if (BootOptions.isUrl(source)) {
      return source;
    }
    Path path = Path.of(source).toAbsolutePath().normalize();
    if (!Files.exists(path)) {
      throw new InvalidValueException(source, "does not exist", "correct the path");
    }
    if (path.toString().contains(",")) {
      throw new InvalidValueException(
          source, "has a comma in its path, which Docker can't mount", "rename it");
    }
    return mounts.computeIfAbsent(
        path.toString(),
        _ -> MOUNTED + mounts.size() + "/" + BootOptions.fileName(path.toString()));
  }
}
