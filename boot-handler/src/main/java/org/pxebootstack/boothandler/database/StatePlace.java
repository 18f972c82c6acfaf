package org.pxebootstack.boothandler.database;

import java.io.IOException;
import java.nio.file.Files;
import org.pxebootstack.boothandler.BadSettingException;
import org.pxebootstack.boothandler.BootHandlerSettings;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Where state is to be kept, looked at before anything is kept there. */
@Component
public final class StatePlace {
  private final boolean shared;

  StatePlace(BootHandlerSettings settings, @Value("${spring.datasource.url}") String url) {
    if (!url.startsWith("jdbc:sqlite:") && !url.startsWith("jdbc:postgresql:")) {
      // Not shown: a password may stand in it.
      throw new BadSettingException(
          "DATABASE_URL is not the URL of a database that is known here",
          "write one such as jdbc:postgresql://host/name, or unset it to keep the state in"
              + " STATE_DIR");
    }
    this.shared = url.startsWith("jdbc:postgresql:");
    try {
      Files.createDirectories(settings.stateDir());
    } catch (IOException e) {
      throw new BadSettingException(
          "STATE_DIR %s can't be made (%s)".formatted(settings.stateDir(), e.getMessage()),
          "mount a directory there that boot-handler may write to");
    }
  }

  /** Whether other provisioners may write there too. */
  public boolean isShared() {
    return shared;
  }
}
