package org.pxebootstack.cli.quick;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What to boot, and where it comes from.
 *
 * @param description one line, for people
 * @param kernel a URL, or a path inside the package
 * @param initrds likewise
 * @param cmdline the kernel command line, as {@code pxeboot boot} takes it
 * @param packages Debian packages with the files, of which the first that apt-get knows is taken;
 *     empty where the files are URLs
 * @param checksums the URL of a list as sha256sum(1) writes it; null where nobody publishes one
 */
record Recipe(
    String description,
    String kernel,
    List<String> initrds,
    String cmdline,
    List<String> packages,
    @Nullable String checksums) {

  // What the file leaves out is null here, whatever the types say.
  @SuppressWarnings("ConstantValue")
  Recipe {
    kernel = Objects.requireNonNullElse(kernel, "");
    if (kernel.isEmpty()) {
      throw new IllegalArgumentException("kernel is missing");
    }
    description = Objects.requireNonNullElse(description, "");
    initrds = List.copyOf(Objects.requireNonNullElse(initrds, List.of()));
    cmdline = Objects.requireNonNullElse(cmdline, "");
    packages = List.copyOf(Objects.requireNonNullElse(packages, List.of()));
  }
}
