package org.pxebootstack.installer;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.pxebootstack.contract.install.ContractJson;
import org.pxebootstack.contract.install.InstallerConfiguration;
import org.pxebootstack.installer.http.Downloads;
import org.pxebootstack.installer.http.Patience;
import org.pxebootstack.installer.phase.RootFilesystem;

/**
 * {@code os-installer unpack CONFIG_URL DIRECTORY}: fetches, checks and unpacks the root file
 * system as an installation does, and nothing else. For measurements.
 */
final class Unpacking {
  /** Said when the configuration is there, as it is when that phase of an installation begins. */
  private static final String BEGINS = "unpacking begins";

  private Unpacking() {}

  static int run(String configUrl, String directory) {
    Downloads downloads = new Downloads(null, Patience.DEFAULT, System.err::println);
    try {
      InstallerConfiguration configuration =
          ContractJson.mapper()
              .readValue(downloads.text(URI.create(configUrl)), InstallerConfiguration.class);
      System.err.println(BEGINS);
      new RootFilesystem(downloads, configuration, System.err::println)
          .unpack(Path.of(directory), (done, total) -> {});
      return 0;
    } catch (InstallException | IOException e) {
      System.err.println(e.getMessage());
      return 1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    }
  }
}
