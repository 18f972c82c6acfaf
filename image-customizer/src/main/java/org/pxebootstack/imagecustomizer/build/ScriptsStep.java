package org.pxebootstack.imagecustomizer.build;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.pxebootstack.command.Command;
import org.pxebootstack.imagecustomizer.configuration.ImageConfiguration.RunIn;
import org.pxebootstack.imagecustomizer.configuration.ImageConfiguration.Script;

/** The user's own programs, confined. */
record ScriptsStep(List<Script> scripts) implements Customization.Step {
  @Override
  public String title() {
    return scripts.isEmpty() ? "" : scripts.size() + " scripts";
  }

  @Override
  public void apply(ImageRoot root) throws IOException {
    for (Script each : scripts) {
      boolean resolves = each.network() && each.runIn() == RunIn.IMAGE;
      try (var _ = resolves ? HostResolver.in(root) : null) {
        run(root, each);
      }
    }
  }

  private static void run(ImageRoot root, Script script) throws IOException {
    List<String> argv = new ArrayList<>();
    if (!script.environment().isEmpty()) {
      argv.add("env");
      argv.addAll(script.environment());
    }
    if (script.interpreter() != null) {
      argv.add(script.interpreter());
    }
    argv.add(root.hand(script.content()));
    argv.addAll(script.arguments());
    String[] line = argv.toArray(String[]::new);
    Command command =
        script.runIn() == RunIn.IMAGE
            ? root.sandbox().inImage(script.network(), root.handed(), line)
            : root.sandbox().onHost(script.network(), root.handed(), line);
    try {
      var _ = command.run();
    } catch (IOException e) {
      throw new IOException("script " + script.name() + ": " + e.getMessage(), e);
    }
  }
}
