package org.pxebootstack.imagecustomizer.build;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.pxebootstack.contract.image.Sha256;
import org.pxebootstack.imagecustomizer.configuration.ImageConfiguration;
import org.pxebootstack.imagecustomizer.configuration.ImageConfiguration.ArtifactFile;

/**
 * What a system without a disk needs: its network, SSH host keys of its own, files that it fetches,
 * and its report.
 */
record LiveSupportStep(ImageConfiguration configuration) implements Customization.Step {
  private static final String LIBRARY = "/usr/lib/pxeboot/";
  private static final String UNITS = "/etc/systemd/system/";

  @Override
  public String title() {
    return "network, report"
        + (fetched().isEmpty() ? "" : ", " + fetched().size() + " files to fetch");
  }

  private List<ArtifactFile> fetched() {
    return configuration.pxe().medium().additionalFiles().stream()
        .filter(each -> each.fetchTo() != null)
        .toList();
  }

  @Override
  public void apply(ImageRoot root) throws IOException {
    // A machine makes its own when it starts.
    root.write("/etc/machine-id", "", "444");
    if (root.file("usr/lib/systemd/systemd-networkd").isPresent()) {
      root.write(
          "/etc/systemd/network/05-pxeboot-live.network", text("05-pxeboot-live.network"), "644");
      root.run("systemctl", "--root=/", "enable", "systemd-networkd.service");
    }
    if (root.file("usr/sbin/sshd").isPresent()) {
      unit(root, "pxeboot-live-host-keys.service");
    }
    if (root.file("usr/bin/curl").isEmpty()) {
      if (!fetched().isEmpty()) {
        throw new BuildException(
            "pxe.additionalFiles: fetchTo needs curl in the image; add it to os.packages.install");
      }
      return;
    }
    install(root, "ready");
    if (!fetched().isEmpty()) {
      StringBuilder list = new StringBuilder();
      for (ArtifactFile each : fetched()) {
        String handed = root.hand(each.content());
        Path file = root.handed().resolve(handed.substring(Sandbox.HANDED.length() + 1));
        list.append(
            "%s %s %s %s%n"
                .formatted(
                    digest(file),
                    Objects.requireNonNullElse(each.permissions(), "644"),
                    each.fetchTo(),
                    each.destination()));
      }
      root.write(LIBRARY + "fetch.list", list.toString(), "644");
      install(root, "fetch");
    }
  }

  private static void install(ImageRoot root, String name) throws IOException {
    String unit = "pxeboot-live-" + name;
    root.write(LIBRARY + name, text(unit), "755");
    unit(root, unit + ".service");
  }

  private static void unit(ImageRoot root, String name) throws IOException {
    root.write(UNITS + name, text(name), "644");
    root.run("systemctl", "--root=/", "enable", name);
  }

  private static String digest(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return Sha256.of(in);
    }
  }

  /** A file of this package. */
  static String text(String name) throws IOException {
    try (InputStream in = LiveSupportStep.class.getResourceAsStream(name)) {
      return new String(
          Objects.requireNonNull(in, "the file is in this jar").readAllBytes(),
          StandardCharsets.UTF_8);
    }
  }
}
