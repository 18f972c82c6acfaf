package org.pxebootstack.imagecustomizer.build;

import java.io.IOException;
import org.pxebootstack.imagecustomizer.configuration.Os;

/** Units, by the image's own systemctl(1). */
record ServicesStep(Os.Services services) implements Customization.Step {
  @Override
  public String title() {
    return services.enable().isEmpty() && services.disable().isEmpty()
        ? ""
        : "services: %d enabled, %d disabled"
            .formatted(services.enable().size(), services.disable().size());
  }

  @Override
  public void apply(ImageRoot root) throws IOException {
    for (String each : services.enable()) {
      root.run("systemctl", "--root=/", "enable", each);
    }
    for (String each : services.disable()) {
      root.run("systemctl", "--root=/", "disable", each);
    }
  }
}
