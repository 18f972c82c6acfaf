package org.pxebootstack.imagecustomizer.build;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.pxebootstack.imagecustomizer.configuration.ImageConfiguration;
import org.pxebootstack.imagecustomizer.configuration.Os;

/** Everything that a configuration changes in a root file system, in Image Customizer's order. */
final class Customization {

  /** One change. */
  interface Step {
    /** What it does, in a few words; empty where there is nothing to do. */
    String title();

    void apply(ImageRoot root) throws IOException;
  }

  private final List<Step> steps;

  private Customization(List<Step> steps) {
    this.steps = steps;
  }

  static Customization of(ImageConfiguration configuration) {
    Os os = configuration.os();
    List<Step> steps = new ArrayList<>();
    steps.add(new PackagesStep(os.packages()));
    steps.add(new HostNameStep(os.hostName()));
    steps.add(new AccountsStep(os.groups(), os.users()));
    steps.add(new FilesStep(os.directories(), os.files()));
    steps.add(new LiveSupportStep(configuration));
    steps.add(new ServicesStep(os.services()));
    steps.add(new ModulesStep(os.modules()));
    steps.add(new CloudInitStep(os.cloudInit()));
    steps.add(new ScriptsStep(configuration.postCustomization()));
    steps.add(new ScriptsStep(configuration.finalizeCustomization()));
    return new Customization(steps);
  }

  void apply(ImageRoot root, BuildLog log) throws IOException {
    for (Step each : steps) {
      if (!each.title().isEmpty()) {
        log.step("customize", each.title());
        each.apply(root);
      }
    }
  }
}
