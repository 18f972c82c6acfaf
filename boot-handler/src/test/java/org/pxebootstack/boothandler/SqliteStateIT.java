package org.pxebootstack.boothandler;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class SqliteStateIT extends StateContract {

  @Override
  void useDatabase(RunningBootHandler handler) {
    // It is what boot-handler uses where nothing else is said.
  }

  @Test
  void aCopiedBackDatabaseIsWhole() throws Exception {
    var _ = installOnce();
    // While it runs, and only the one file, as backups do.
    Path copy = Files.copy(handler().state().resolve("state.db"), directory.resolve("copy.db"));
    var _ =
        handler()
            .post(
                "/api/v1/machines/once/reinstall",
                "",
                "Authorization",
                "Bearer " + RunningBootHandler.ADMIN_TOKEN);
    handler().kill();
    Files.deleteIfExists(handler().state().resolve("state.db-journal"));
    Files.copy(copy, handler().state().resolve("state.db"), StandardCopyOption.REPLACE_EXISTING);
    handler().start();
    awaitMachine();
    assertThat(handler().get("/ipxe?mac=" + MAC).body()).contains("once is installed");
  }

  /** As of a host whose clock was hours fast until NTP corrected it. */
  @Test
  void aStateThatIsOfLaterThanNowIsNotTheLastWord() throws Exception {
    var _ = installOnce();
    handler().kill();
    try (Connection database =
            DriverManager.getConnection("jdbc:sqlite:" + handler().state().resolve("state.db"));
        Statement statement = database.createStatement()) {
      statement.execute("UPDATE machine_state SET changed_at = changed_at + 7200000");
    }
    handler().start();
    awaitMachine();
    assertThat(handler().get("/ipxe?mac=" + MAC).body()).contains("once is installed");
    askForReinstallation();
    HttpResponse<String> script = handler().getFrom("127.0.0.2", "/ipxe?mac=" + MAC);
    assertThat(script.body()).contains("installing debian-13 on once");
    assertThat(
            handler()
                .postAs(ContractTexts.token(script), "/progress/" + MAC, ContractTexts.RUNNING))
        .isEqualTo(204);
    String disk = "/api/v1/machines/once/boot-disk";
    assertThat(handler().postAs(RunningBootHandler.ADMIN_TOKEN, disk, "")).isEqualTo(200);
    assertThat(handler().get("/ipxe?mac=" + MAC).body())
        .contains("echo pxeboot-stack: ", "exit 1")
        .doesNotContain("installing");
  }

  @Test
  void theStateOfTheFirstVersionIsKept() throws Exception {
    try (RunningBootHandler old = new RunningBootHandler(directory.resolve("old"))) {
      old.with("SPRING_FLYWAY_TARGET", "1").start();
      old.kill();
      try (Connection database =
              DriverManager.getConnection("jdbc:sqlite:" + old.state().resolve("state.db"));
          Statement statement = database.createStatement()) {
        statement.execute(
            "INSERT INTO machine_state VALUES ('%s', 'INSTALLED', 'finish', NULL, NULL, NULL, 1)"
                .formatted(MAC));
      }
      old.without("SPRING_FLYWAY_TARGET").start();
      old.define("once", ContractTexts.vm("once", MAC, "\"policy\": \"once\""));
      assertThat(old.get("/ipxe?mac=" + MAC).body()).contains("once is installed");
    }
  }
}
