package org.pxebootstack.boothandler;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an installer reports. */
@ExtendWith(SharedBootHandler.class)
class ProgressIT {
  @Test
  void onlyTheLatestBootMayReport(RunningBootHandler handler) throws Exception {
    String mac = "52:54:00:00:05:01";
    String token = handler.boot("reports", mac, "127.0.5.1");
    String path = "/progress/" + mac;
    assertThat(handler.post(path, ContractTexts.FAILED).statusCode()).isEqualTo(403);
    assertThat(handler.postAs("x".repeat(64), path, ContractTexts.FAILED)).isEqualTo(403);
    assertThat(handler.postAs(token, "/progress/52:54:00:00:00:99", ContractTexts.FAILED))
        .isEqualTo(403);
    assertThat(handler.postAs(token, path, ContractTexts.FAILED)).isEqualTo(204);
    assertThat(handler.get("/api/v1/machines/reports").body())
        .contains("\"state\":\"failed\"", "\"phase\":\"disk\"", "\"message\":\"there is no disk\"");
    String next = ContractTexts.token(handler.getFrom("127.0.5.1", "/ipxe?mac=" + mac));
    assertThat(handler.postAs(token, path, ContractTexts.INSTALLED)).isEqualTo(403);
    assertThat(handler.postAs(next, path, ContractTexts.RUNNING)).isEqualTo(204);
    assertThat(handler.postAs(next, path, ContractTexts.INSTALLED)).isEqualTo(204);
    assertThat(handler.postAs(next, path, ContractTexts.INSTALLED)).as("sent again").isEqualTo(204);
    assertThat(handler.get("/api/v1/machines/reports/events").body())
        .matches(
            "\\[\\{.*\"kind\":\"installed\",\"phase\":\"finish\"},\\{.*\"kind\":\"phase-started\","
                + "\"phase\":\"disk\"},\\{.*\"kind\":\"script-served\"},\\{.*\"kind\":\"failed\","
                + "\"phase\":\"disk\",\"message\":\"there is no disk\"},\\{.*\"kind\":\"script-served\"},"
                + "\\{.*\"kind\":\"address-leased\"}]");
    assertThat(handler.get("/api/v1/machines/reports/events?limit=1").body())
        .containsOnlyOnce("\"kind\"");
    assertThat(handler.get("/api/v1/machines/reports/events?limit=no").statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "null",
        "[]",
        "x",
        "{\"status\":\"running\"}",
        "{\"phase\":\"disk\"}",
        "{\"status\":\"running\",\"phase\":\"a\\nb\"}",
        "{\"status\":\"RUNNING\",\"phase\":\"disk\"}",
        "{\"status\":1,\"phase\":\"disk\"}",
        "{\"status\":\"running\",\"phase\":\"disk\",\"done_bytes\":-1}",
        "{\"status\":\"running\",\"phase\":\"disk\",\"done_bytes\":1.5}",
        "{\"status\":\"running\",\"phase\":\"disk\",\"bytes_per_second\":-1}",
        "{\"status\":\"running\",\"phase\":\"disk\",\"seconds_left\":-1}",
        "{\"status\":\"running\",\"phase\":\"disk\",\"done_bytes\":\"1\"}",
        "{\"status\":\"running\",\"phase\":\"disk\"} {}",
      })
  void onlyAnEventIsTaken(String body, RunningBootHandler handler) throws Exception {
    String mac = "52:54:00:00:05:02";
    String token = handler.boot("events", mac, "127.0.5.2");
    HttpResponse<String> answer =
        handler.post("/progress/" + mac, body, "Authorization", "Bearer " + token);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .matches(
            "not a progress event(: [a-z ,-]+)?; send JSON such as"
                + " \\{\"status\":\"running\",\"phase\":\"disk\"}\n");
    assertThat(handler.machine("events", "state")).isEqualTo("script-served");
  }

  @Test
  void anEventIsTakenWhateverItsTypeIsCalled(RunningBootHandler handler) throws Exception {
    String mac = "52:54:00:00:05:03";
    String token = handler.boot("types", mac, "127.0.5.3");
    for (String type : List.of("application/x-www-form-urlencoded", "text/plain", "nonsense")) {
      assertThat(handler.raw("127.0.0.1", post(mac, token, type, ContractTexts.RUNNING)))
          .as(type)
          .startsWith("HTTP/1.1 204");
    }
  }

  @Test
  void aBodyThatIsNoEventIsNotReadToItsEnd(RunningBootHandler handler) throws Exception {
    String mac = "52:54:00:00:05:04";
    String token = handler.boot("large", mac, "127.0.5.4");
    HttpResponse<String> answer =
        handler.post("/progress/" + mac, "[".repeat(1 << 20), "Authorization", "Bearer " + token);
    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.body()).startsWith("an event is not larger than 64 KiB; send less");
  }

  @Test
  void aClientThatGoesAwayIsNoFaultOfTheStack(RunningBootHandler handler) throws Exception {
    String mac = "52:54:00:00:05:06";
    String token = handler.boot("gone", mac, "127.0.5.6");
    String half = post(mac, token, "application/json", ContractTexts.RUNNING);
    assertThat(handler.raw("127.0.0.1", half.replaceFirst("Length: \\d+", "Length: 1000")))
        .startsWith("HTTP/1.1 400");
    assertThat(handler.log()).doesNotContain("/progress/" + mac);
  }

  private static String post(String mac, String token, String type, String body) {
    return """
    POST /progress/%s HTTP/1.1\r
    Host: x\r
    Connection: close\r
    Authorization: Bearer %s\r
    Content-Type: %s\r
    Content-Length: %d\r
    \r
    %s\
    """
        .formatted(mac, token, type, body.length(), body);
  }

  @Test
  void theRateIsShownAndAFailuresLogIsKept(RunningBootHandler handler) throws Exception {
    String mac = "52:54:00:00:05:07";
    String token = handler.boot("logged", mac, "127.0.5.7");
    String running =
        "{\"status\":\"running\",\"phase\":\"root-filesystem\",\"done_bytes\":10,\"total_bytes\":25,"
            + "\"bytes_per_second\":7,\"seconds_left\":3}";
    assertThat(handler.postAs(token, "/progress/" + mac, running)).isEqualTo(204);
    assertThat(handler.get("/api/v1/machines/logged").body())
        .contains("\"bytes_per_second\":7,\"seconds_left\":3");
    String log = "x".repeat(20_000) + "\\n\\u001b[31mthe end";
    String failed = ContractTexts.FAILED.replace("}", ",\"log\":\"" + log + "\"}");
    assertThat(handler.postAs(token, "/progress/" + mac, failed)).isEqualTo(204);
    assertThat(handler.get("/api/v1/machines/logged/events?limit=1").body())
        .endsWith(
            "\"message\":\"there is no disk\",\"log\":\""
                + "x".repeat(16_000 - 13)
                + "\\n?[31mthe end\"}]");
    assertThat(handler.get("/api/v1/machines/logged").body()).doesNotContain("bytes_per_second");
  }

  /** It stands in logs, in JSON, on screens, and in a database that may be strict. */
  @Test
  void aMessageIsKeptWithoutWhatNobodyCanShow(RunningBootHandler handler) throws Exception {
    String mac = "52:54:00:00:05:05";
    String token = handler.boot("strange", mac, "127.0.5.5");
    String strange = "a\\u0000b\\ud800c\\u2028d\\u202ee\\u0085f\\u00e9\\ud83d\\ude00";
    String event = ContractTexts.FAILED.replace("there is no disk", strange);
    assertThat(handler.postAs(token, "/progress/" + mac, event)).isEqualTo(204);
    assertThat(handler.machine("strange", "message")).isEqualTo("a?b?c?d?e?f\u00e9\ud83d\ude00");
    String token2 = handler.boot("strange", mac, "127.0.5.5");
    String longest = "x".repeat(1999) + "\\ud83d\\ude00";
    assertThat(
            handler.postAs(
                token2,
                "/progress/" + mac,
                ContractTexts.FAILED.replace("there is no disk", longest)))
        .isEqualTo(204);
    assertThat(handler.machine("strange", "message")).isEqualTo("x".repeat(1999));
  }
}
