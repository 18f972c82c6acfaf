package org.pxebootstack.boothandler;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every database has to keep, through a restart and through a kill. */
abstract class StateContract {
  static final String MAC = "52:54:00:00:00:01";
  private static final String AT_DISK =
      "#!ipxe\necho pxeboot-stack: once is installed, its disk is next\nexit 1\n";

  @TempDir Path directory = Path.of("");
  private @Nullable RunningBootHandler running;

  /** Tells boot-handler which database to use; it starts empty. */
  abstract void useDatabase(RunningBootHandler handler) throws Exception;

  @BeforeEach
  void start() throws Exception {
    running = new RunningBootHandler(directory);
    useDatabase(running);
    running.start();
  }

  @AfterEach
  void stop() {
    handler().close();
  }

  final RunningBootHandler handler() {
    return Objects.requireNonNull(running);
  }

  @Test
  void whatWasAcknowledgedSurvivesAKill() throws Exception {
    Map<String, String> acknowledged = new ConcurrentHashMap<>();
    List<String> tokens = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      handler().define("m" + i, ContractTexts.vm("m" + i, mac(i)));
      handler().lease("127.0.1." + (i + 1), mac(i));
      tokens.add(
          ContractTexts.token(handler().getFrom("127.0.1." + (i + 1), "/ipxe?mac=" + mac(i))));
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        int machine = i;
        all.add(
            threads.submit(() -> reportAgainAndAgain(machine, tokens.get(machine), acknowledged)));
      }
      handler().eventually("some reports", () -> acknowledged.size() == 20);
      handler().kill();
      for (Future<?> each : all) {
        each.get();
      }
    }
    handler().start();
    for (int i = 0; i < 20; i++) {
      String name = "m" + i;
      handler()
          .eventually(name, () -> handler().get("/api/v1/machines/" + name).statusCode() == 200);
      long least = Long.parseLong(Objects.requireNonNull(acknowledged.get(name)));
      String view = handler().get("/api/v1/machines/" + name).body();
      long kept = Long.parseLong(view.replaceFirst(".*\"done_bytes\":(\\d+).*", "$1"));
      // What was on its way when the process ended may be there as well.
      assertThat(kept).as(view).isBetween(least, least + 1);
    }
  }

  private @Nullable Void reportAgainAndAgain(
      int machine, String token, Map<String, String> acknowledged) throws InterruptedException {
    for (int done = 1; done < 100_000; done++) {
      String event =
          "{\"status\":\"running\",\"phase\":\"root-filesystem\",\"done_bytes\":" + done + "}";
      try {
        if (report(mac(machine), token, event) != 204) {
          throw new AssertionError("a report was refused");
        }
      } catch (IOException e) {
        return null; // killed
      }
      acknowledged.put("m" + machine, Integer.toString(done));
    }
    return null;
  }

  @Test
  void policyOnceIsHonouredAcrossRestartsAndAKill() throws Exception {
    String token = installOnce();
    assertThat(handler().getFrom("127.0.0.2", "/ipxe?mac=" + MAC).body()).isEqualTo(AT_DISK);
    handler().close();
    handler().start();
    awaitMachine();
    assertThat(handler().getFrom("127.0.0.2", "/ipxe?mac=" + MAC).body()).isEqualTo(AT_DISK);
    assertThat(report(MAC, token, ContractTexts.INSTALLED))
        .as("the token of a boot before the restart")
        .isEqualTo(204);
    handler().kill();
    handler().start();
    awaitMachine();
    assertThat(handler().getFrom("127.0.0.2", "/ipxe?mac=" + MAC).body()).isEqualTo(AT_DISK);
    assertThat(handler().get("/api/v1/machines/once/events").body())
        .contains("\"kind\":\"installed\"", "\"kind\":\"script-served\"");
  }

  @Test
  void aMachineThatWasReadyIsReadyAfterAKill() throws Exception {
    String token = installOnce();
    String ready = ContractTexts.basic(handler().getAs(token, "/cloud-init/once/vendor-data"));
    String path = "/ready/" + MAC;
    assertThat(handler().post(path, "instance_id=x", "Authorization", ready).statusCode())
        .isEqualTo(204);
    handler().kill();
    handler().start();
    awaitMachine();
    assertThat(handler().get("/api/v1/machines/once").body())
        .matches(
            ".*\"state\":\"ready\".*\"stages\":\\[\\{\"name\":\"address-leased\",\"at\":\"[^\"]+\",\"seconds\":0.0},"
                + "\\{\"name\":\"script-served\",[^}]+},"
                + "\\{\"name\":\"installed\",[^}]+},\\{\"name\":\"ready\",[^}]+}].*");
    assertThat(handler().post(path, "", "Authorization", ready).statusCode())
        .as("sent again")
        .isEqualTo(204);
    assertThat(handler().getFrom("127.0.0.2", "/ipxe?mac=" + MAC).body()).isEqualTo(AT_DISK);
    assertThat(handler().get("/api/v1/machines/once/events").body())
        .containsOnlyOnce("\"kind\":\"ready\"");
  }

  @Test
  void whoAsksForAReinstallationGetsOne() throws Exception {
    var _ = installOnce();
    HttpResponse<String> answer =
        handler()
            .post(
                "/api/v1/machines/once/reinstall",
                "",
                "Authorization",
                "Bearer " + RunningBootHandler.ADMIN_TOKEN);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .contains("\"state\":\"defined\"", "\"message\":\"to be installed at its next boot\"")
        .doesNotContain("installed_at");
    handler().kill();
    handler().start();
    awaitMachine();
    HttpResponse<String> script = handler().getFrom("127.0.0.2", "/ipxe?mac=" + MAC);
    assertThat(script.body()).contains("installing debian-13 on once");
    assertThat(report(MAC, ContractTexts.token(script), ContractTexts.INSTALLED)).isEqualTo(204);
    assertThat(handler().getFrom("127.0.0.2", "/ipxe?mac=" + MAC).body()).isEqualTo(AT_DISK);
  }

  @Test
  void aReportThatIsSentAgainDoesNotUndoAReinstallation() throws Exception {
    String token = installOnce();
    askForReinstallation();
    assertThat(report(MAC, token, ContractTexts.INSTALLED)).isEqualTo(204);
    assertThat(handler().get("/ipxe?mac=" + MAC).body()).contains("installing debian-13 on once");
  }

  @Test
  void aReinstallationIsNotLostToAnInstallationThatGoesOn() throws Exception {
    defineOnce();
    String token = ContractTexts.token(handler().getFrom("127.0.0.2", "/ipxe?mac=" + MAC));
    assertThat(report(MAC, token, ContractTexts.RUNNING)).isEqualTo(204);
    askForReinstallation();
    assertThat(report(MAC, token, ContractTexts.INSTALLED)).isEqualTo(204);
    handler().kill();
    handler().start();
    awaitMachine();
    assertThat(handler().get("/ipxe?mac=" + MAC).body()).contains("installing debian-13 on once");
  }

  final void askForReinstallation() throws Exception {
    assertThat(
            handler().postAs(RunningBootHandler.ADMIN_TOKEN, "/api/v1/machines/once/reinstall", ""))
        .isEqualTo(200);
  }

  /** Installs the machine {@code once}, at 127.0.0.2; gives the token of that boot. */
  final String installOnce() throws Exception {
    defineOnce();
    String token = ContractTexts.token(handler().getFrom("127.0.0.2", "/ipxe?mac=" + MAC));
    assertThat(report(MAC, token, ContractTexts.INSTALLED)).isEqualTo(204);
    return token;
  }

  private void defineOnce() throws Exception {
    handler().define("once", ContractTexts.vm("once", MAC, "\"policy\": \"once\""));
    handler().lease("127.0.0.2", MAC);
  }

  final void awaitMachine() throws Exception {
    handler()
        .eventually(
            "the machine", () -> handler().get("/api/v1/machines/once").statusCode() == 200);
  }

  final int report(String mac, String token, String event)
      throws IOException, InterruptedException {
    return handler().postAs(token, "/progress/" + mac, event);
  }

  private static String mac(int machine) {
    return "52:54:00:00:10:%02x".formatted(machine);
  }
}
