package org.pxebootstack.boothandler;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.springframework.util.FileSystemUtils;

/** One running boot-handler for the tests of many classes; each test has machines of its own. */
final class SharedBootHandler implements ParameterResolver {

  /** Ends with the last test. */
  private record Shared(Path directory, RunningBootHandler handler) implements AutoCloseable {
    static Shared start() {
      try {
        Path directory = Files.createTempDirectory("boot-handler");
        return new Shared(directory, new RunningBootHandler(directory).start());
      } catch (IOException | InterruptedException e) {
        throw new AssertionError("boot-handler did not start", e);
      }
    }

    @Override
    public void close() throws IOException {
      handler.close();
      FileSystemUtils.deleteRecursively(directory);
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == RunningBootHandler.class;
  }

  @Override
  public RunningBootHandler resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(ExtensionContext.Namespace.create(SharedBootHandler.class))
        .computeIfAbsent(Shared.class, _ -> Shared.start(), Shared.class)
        .handler();
  }
}
