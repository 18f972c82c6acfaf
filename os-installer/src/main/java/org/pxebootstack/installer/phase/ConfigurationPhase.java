package org.pxebootstack.installer.phase;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.pxebootstack.contract.install.ContractJson;
import org.pxebootstack.contract.install.InstallerConfiguration;
import org.pxebootstack.installer.InstallException;
import org.pxebootstack.installer.progress.PhaseProgress;
import tools.jackson.core.JacksonException;

/** Fetches what is to be installed, and the seed that makes this machine itself. */
final class ConfigurationPhase implements Phase {
  private static final List<String> SEED_FILES =
      List.of("meta-data", "user-data", "network-config", "vendor-data");

  @Override
  public String name() {
    return "configuration";
  }

  @Override
  public void run(Installation installation, PhaseProgress progress)
      throws InstallException, InterruptedException {
    String json = installation.downloads().text(installation.commandLine().configUrl());
    InstallerConfiguration configuration;
    try {
      configuration = ContractJson.mapper().readValue(json, InstallerConfiguration.class);
    } catch (JacksonException e) {
      throw new InstallException(
          installation.commandLine().configUrl()
              + " is no installer configuration: "
              + e.getOriginalMessage(),
          e);
    }
    Map<String, String> seed = new HashMap<>();
    for (String file : SEED_FILES) {
      seed.put(file, installation.downloads().text(configuration.cloudInitUrl().resolve(file)));
    }
    installation.setConfiguration(configuration);
    installation.setSeed(seed);
    installation.say("installing " + configuration.distro() + " for " + configuration.arch());
  }
}
