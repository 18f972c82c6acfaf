package org.pxebootstack.boothandler.plan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.boothandler.BadSettingException;
import org.pxebootstack.boothandler.BootHandlerSettings;
import org.pxebootstack.contract.boot.BootPlan;
import org.pxebootstack.contract.install.ContractJson;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;

/** The plan that this program was started with, if any. */
@Component
class CurrentPlan {
  private final @Nullable Path directory;
  private final @Nullable BootPlan plan;

  CurrentPlan(BootHandlerSettings settings) {
    this.directory = settings.planDir().isEmpty() ? null : Path.of(settings.planDir());
    this.plan = directory == null ? null : read(directory.resolve(BootPlan.FILE_NAME));
  }

  private static BootPlan read(Path file) {
    try {
      return ContractJson.mapper().readValue(Files.readString(file), BootPlan.class);
    } catch (IOException | JacksonException e) {
      throw new BadSettingException(
          "PXEBOOT_PLAN_DIR has no plan that can be read (" + e.getMessage() + ")",
          "start the container with: boot KERNEL [INITRD...]");
    }
  }

  Optional<BootPlan> get() {
    return Optional.ofNullable(plan);
  }

  /** Tells who started the stack that it may end. */
  void finished() throws IOException {
    if (directory != null) {
      Path pipe = directory.resolve(BootPlan.FINISHED);
      if (Files.exists(pipe)) {
        Files.writeString(pipe, "done\n", StandardOpenOption.WRITE);
      }
    }
  }
}
