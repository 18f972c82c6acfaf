package org.pxebootstack.boothandler;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("e2e")
class PostgresStateIT extends StateContract {
  private static @Nullable PostgresServer server;
  private static int databases;

  @TempDir private Path second = Path.of("");
  private String url = "";

  @BeforeAll
  static void startServer() throws Exception {
    server = new PostgresServer();
  }

  @AfterAll
  static void stopServer() throws Exception {
    Objects.requireNonNull(server).close();
  }

  @Override
  void useDatabase(RunningBootHandler handler) throws Exception {
    url = Objects.requireNonNull(server).database("state" + ++databases);
    handler.with("DATABASE_URL", url).with("DATABASE_USER", "pxeboot");
  }

  @Test
  void provisionersShareOneState() throws Exception {
    var _ = installOnce();
    try (RunningBootHandler other = new RunningBootHandler(second)) {
      other.with("DATABASE_URL", url).with("DATABASE_USER", "pxeboot").start();
      other.define("once", ContractTexts.vm("once", MAC, "\"policy\": \"once\""));
      assertThat(other.get("/ipxe?mac=" + MAC).body()).contains("once is installed");
      assertThat(other.get("/api/v1/machines/once/events").body())
          .contains("\"kind\":\"installed\"");
    }
  }

  /** Each reads a machine's row, then writes it: neither may write over the other. */
  @Test
  void provisionersDoNotUndoEachOther() throws Exception {
    try (RunningBootHandler other = new RunningBootHandler(second);
        var threads = Executors.newSingleThreadExecutor()) {
      other.with("DATABASE_URL", url).with("DATABASE_USER", "pxeboot").start();
      other.define("once", ContractTexts.vm("once", MAC, "\"policy\": \"once\""));
      for (int round = 0; round < 40; round++) {
        var _ = installOnce();
        askForReinstallation();
        String token = ContractTexts.token(handler().getFrom("127.0.0.2", "/ipxe?mac=" + MAC));
        Future<?> asked =
            threads.submit(() ->
                other.postAs(
                    RunningBootHandler.ADMIN_TOKEN, "/api/v1/machines/once/reinstall", ""));
        while (!asked.isDone()) {
          assertThat(report(MAC, token, ContractTexts.RUNNING)).isEqualTo(204);
        }
        assertThat(report(MAC, token, ContractTexts.INSTALLED)).isEqualTo(204);
        assertThat(other.get("/ipxe?mac=" + MAC).body())
            .as("round %d", round)
            .contains("installing debian-13 on once");
        askForReinstallation();
      }
    }
  }
}
