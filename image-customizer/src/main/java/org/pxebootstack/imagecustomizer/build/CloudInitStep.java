package org.pxebootstack.imagecustomizer.build;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.imagecustomizer.configuration.Os;

/** A NoCloud seed inside the image, for cloud-init. */
record CloudInitStep(Os.@Nullable CloudInit seed) implements Customization.Step {
  private static final String DIRECTORY = "/var/lib/cloud/seed/nocloud/";

  @Override
  public String title() {
    return seed == null ? "" : "cloud-init seed";
  }

  @Override
  public void apply(ImageRoot root) throws IOException {
    if (seed == null) {
      return;
    }
    if (root.file("usr/bin/cloud-init").isEmpty()) {
      throw new BuildException(
          "os.cloudInit: there is no cloud-init in the image; add it to os.packages.install");
    }
    write(root, "user-data", seed.userData() == null ? "#cloud-config\n" : seed.userData());
    write(root, "meta-data", seed.metaData() == null ? "instance-id: iid-live\n" : seed.metaData());
    if (seed.networkConfig() != null) {
      write(root, "network-config", seed.networkConfig());
    }
  }

  private static void write(ImageRoot root, String name, String text) throws IOException {
    root.write(DIRECTORY + name, text, "600");
  }
}
