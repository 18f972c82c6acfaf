package org.pxebootstack.imagecustomizer.build;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.pxebootstack.imagecustomizer.configuration.Os;

/** Packages by the image's own apt-get(8): the one step that always asks for the network. */
record PackagesStep(Os.Packages packages) implements Customization.Step {
  private static final List<String> APT_GET =
      List.of(
          "apt-get",
          "--yes",
          "--quiet",
          "--no-install-recommends",
          // apt's own user may not become another one in the sandbox's /tmp.
          "--option=APT::Sandbox::User=root",
          "--option=Dpkg::Options::=--force-confold");

  @Override
  public String title() {
    return packages.isEmpty()
        ? ""
        : "packages: %d removed, %d added%s"
            .formatted(
                packages.remove().size(),
                packages.install().size(),
                packages.updateAll() || !packages.update().isEmpty() ? ", brought up to date" : "");
  }

  @Override
  public void apply(ImageRoot root) throws IOException {
    root.write("/usr/sbin/policy-rc.d", "#!/bin/sh\nexit 101\n", "755");
    try (var _ = HostResolver.in(root)) {
      aptGet(root, "remove", packages.remove());
      boolean fetches =
          packages.updateAll() || !packages.install().isEmpty() || !packages.update().isEmpty();
      if (fetches) {
        aptGet(root, "update");
      }
      if (packages.updateAll()) {
        aptGet(root, "upgrade");
      }
      List<String> update = new ArrayList<>(List.of("--only-upgrade"));
      update.addAll(packages.update());
      if (!packages.update().isEmpty()) {
        aptGet(root, "install", update);
      }
      aptGet(root, "install", packages.install());
      aptGet(root, "clean");
    } finally {
      root.run("rm", "-f", "/usr/sbin/policy-rc.d");
    }
  }

  private static void aptGet(ImageRoot root, String command, List<String> names)
      throws IOException {
    if (!names.isEmpty()) {
      List<String> more = new ArrayList<>(List.of(command));
      more.addAll(names);
      aptGet(root, more.toArray(String[]::new));
    }
  }

  private static void aptGet(ImageRoot root, String... arguments) throws IOException {
    List<String> argv = new ArrayList<>(APT_GET);
    argv.addAll(List.of(arguments));
    var _ = root.sandbox().inImage(true, root.handed(), argv.toArray(String[]::new)).run();
  }
}
