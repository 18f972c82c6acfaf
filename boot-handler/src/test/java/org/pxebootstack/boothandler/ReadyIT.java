package org.pxebootstack.boothandler;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The installed system says that it is up. */
@ExtendWith(SharedBootHandler.class)
class ReadyIT {
  @Test
  void onlyWhatTheLatestBootInstalledMaySayThatItIsReady(RunningBootHandler handler)
      throws Exception {
    String mac = "52:54:00:00:0e:01";
    String token = handler.boot("ready", mac, "127.0.14.1");
    assertThat(handler.getAs(token, "/config/" + mac).statusCode()).isEqualTo(200);
    assertThat(handler.postAs(token, "/progress/" + mac, ContractTexts.RUNNING)).isEqualTo(204);
    String ready = ContractTexts.basic(handler.getAs(token, "/cloud-init/ready/vendor-data"));
    assertThat(handler.postAs(token, "/progress/" + mac, ContractTexts.INSTALLED)).isEqualTo(204);

    String path = "/ready/" + mac;
    assertThat(handler.post(path, "").statusCode()).as("without a token").isEqualTo(403);
    assertThat(handler.postAs(token, path, "")).as("the boot's token").isEqualTo(403);
    for (String wrong : new String[] {"", "ready", "ready:", "ready:AAAA", "ready:" + token}) {
      String header = Base64.getEncoder().encodeToString(wrong.getBytes(StandardCharsets.US_ASCII));
      assertThat(handler.post(path, "", "Authorization", "Basic " + header).statusCode())
          .as(wrong)
          .isEqualTo(403);
    }
    assertThat(handler.post("/ready/52:54:00:00:0e:99", "", "Authorization", ready).statusCode())
        .as("another machine's")
        .isEqualTo(403);
    assertThat(handler.machine("ready", "state")).isEqualTo("installed");

    assertThat(handler.post(path, "instance_id=i", "Authorization", ready).statusCode())
        .isEqualTo(204);
    assertThat(handler.machine("ready", "state")).isEqualTo("ready");
    assertThat(handler.get("/api/v1/machines/ready").body())
        .matches(
            ".*\"stages\":\\[\\{\"name\":\"address-leased\",\"at\":\"[^\"]+\",\"seconds\":0.0},"
                + "\\{\"name\":\"script-served\".*\\{\"name\":\"configuration-fetched\".*"
                + "\\{\"name\":\"disk\".*\\{\"name\":\"installed\".*\\{\"name\":\"ready\".*");
    assertThat(handler.get("/actuator/prometheus").body())
        .contains("pxeboot_ready_duration_seconds_count");

    var _ = handler.boot("ready", mac, "127.0.14.1");
    HttpResponse<String> late = handler.post(path, "", "Authorization", ready);
    assertThat(late.statusCode()).isEqualTo(403);
    assertThat(late.body())
        .isEqualTo(
            "only the system that this stack installed last on "
                + mac
                + " may say that it is ready; send the user and password of its vendor-data\n");
    assertThat(handler.machine("ready", "state")).isEqualTo("script-served");
  }

  @Test
  void whoOnlyHasTheAddressGetsNoTokenForIt(RunningBootHandler handler) throws Exception {
    String mac = "52:54:00:00:0e:02";
    var _ = handler.boot("readies", mac, "127.0.14.2");
    assertThat(handler.getFrom("127.0.14.2", "/cloud-init/readies/vendor-data").body())
        .isEqualTo("#cloud-config\n{}\n");
  }
}
