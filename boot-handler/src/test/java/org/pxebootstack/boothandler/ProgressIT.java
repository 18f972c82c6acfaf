package org.pxebootstack.boothandler;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an installer reports. */
@ExtendWith(SharedBootHandler.class)
class ProgressIT {
  @Test
  void onlyTheLatestBootMayReport(RunningBootHandler handler) throws Exception {
    String mac = "52:54:00:00:05:01";
    handler.define("reports", ContractTexts.vm("reports", mac));
    handler.lease("127.0.5.1", mac);
    String token = ContractTexts.token(handler.getFrom("127.0.5.1", "/ipxe?mac=" + mac));
    String path = "/progress/" + mac;
    assertThat(handler.post(path, ContractTexts.FAILED).statusCode()).isEqualTo(403);
    assertThat(handler.postAs("x".repeat(64), path, ContractTexts.FAILED)).isEqualTo(403);
    assertThat(handler.postAs(token, "/progress/52:54:00:00:00:99", ContractTexts.FAILED))
        .isEqualTo(403);
    for (String bad :
        new String[] {"{}", "null", "[]", "x", ContractTexts.FAILED.replace("disk", "a\\nb")}) {
      assertThat(handler.postAs(token, path, bad)).as(bad).isEqualTo(400);
    }
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
                + "\"phase\":\"disk\",\"message\":\"there is no disk\"},\\{.*\"kind\":\"script-served\"}]");
    assertThat(handler.get("/api/v1/machines/reports/events?limit=1").body())
        .containsOnlyOnce("\"kind\"");
    assertThat(handler.get("/api/v1/machines/reports/events?limit=no").statusCode()).isEqualTo(400);
  }
}
