package org.pxebootstack.imagecustomizer.build;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.contract.machine.MachineName;

/** The host name, for hostname(5) and hosts(5). */
record HostNameStep(@Nullable MachineName name) implements Customization.Step {
  @Override
  public String title() {
    return name == null ? "" : "host name " + name;
  }

  @Override
  public void apply(ImageRoot root) throws IOException {
    root.write("/etc/hostname", name + "\n", "644");
    root.write(
        "/etc/hosts",
        "127.0.0.1 localhost\n127.0.1.1 %s\n::1 localhost ip6-localhost ip6-loopback\n"
            .formatted(name),
        "644");
  }
}
