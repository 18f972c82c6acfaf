package org.pxebootstack.imagecustomizer.build;

import java.io.IOException;
import java.util.List;
import org.pxebootstack.imagecustomizer.configuration.Os;

/** Kernel modules, for modules-load.d(5) and modprobe.d(5). */
record ModulesStep(List<Os.Module> modules) implements Customization.Step {
  private static final String NAME = "pxeboot-image.conf";

  @Override
  public String title() {
    return modules.isEmpty() ? "" : modules.size() + " kernel modules";
  }

  @Override
  public void apply(ImageRoot root) throws IOException {
    StringBuilder load = new StringBuilder();
    StringBuilder probe = new StringBuilder();
    for (Os.Module each : modules) {
      switch (each.loadMode()) {
        case ALWAYS -> load.append(each.name()).append('\n');
        case DISABLE ->
            probe.append(
                "blacklist %s\ninstall %s /bin/false\n".formatted(each.name(), each.name()));
        case AUTO, INHERIT -> {}
      }
      if (!each.options().isEmpty()) {
        probe.append("options %s %s\n".formatted(each.name(), String.join(" ", each.options())));
      }
    }
    if (!load.isEmpty()) {
      root.write("/etc/modules-load.d/" + NAME, load.toString(), "644");
    }
    if (!probe.isEmpty()) {
      root.write("/etc/modprobe.d/" + NAME, probe.toString(), "644");
    }
  }
}
