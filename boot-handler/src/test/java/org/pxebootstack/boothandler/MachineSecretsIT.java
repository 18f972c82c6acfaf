package org.pxebootstack.boothandler;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is meant for one machine, and what only some may change. */
@ExtendWith(SharedBootHandler.class)
class MachineSecretsIT {
  @Test
  void secretsAreForTheMachineAlone(RunningBootHandler handler) throws Exception {
    String mac = "52:54:00:00:03:01";
    String token = handler.boot("secret", mac, "127.0.3.1");
    handler.define("other", ContractTexts.vm("other", "52:54:00:00:03:02"));
    handler.lease("127.0.3.2", "52:54:00:00:03:02");
    for (String path :
        new String[] {
          "/config/" + mac,
          "/cloud-init/secret/meta-data",
          "/cloud-init/secret/user-data",
          "/cloud-init/secret/network-config",
          "/cloud-init/secret/vendor-data"
        }) {
      HttpResponse<String> refused = handler.get(path);
      assertThat(refused.statusCode()).as(path).isEqualTo(403);
      assertThat(refused.body())
          .startsWith("this is for secret alone, by the token of its boot or from the address")
          .contains("CONFIG_ACCESS=host", "pxeboot explain");
      assertThat(handler.getFrom("127.0.3.2", path).statusCode()).isEqualTo(403);
      assertThat(handler.get(path, "Authorization", "Bearer " + token).statusCode()).isEqualTo(200);
      assertThat(handler.getFrom("127.0.3.1", path).statusCode()).isEqualTo(200);
    }
    assertThat(
            handler
                .get("/config/52:54:00:00:03:02", "Authorization", "Bearer " + token)
                .statusCode())
        .isEqualTo(403);
    assertThat(handler.log()).doesNotContain(token, RunningBootHandler.ADMIN_TOKEN);
  }

  @Test
  void configurationHasPvmlabsKeysAndOurs(RunningBootHandler handler) throws Exception {
    String mac = "52:54:00:00:04:01";
    handler.define("config", ContractTexts.vm("config", mac));
    handler.lease("127.0.4.1", mac);
    assertThat(handler.getFrom("127.0.4.1", "/config/525400000401").body())
        .isEqualTo(
            "{\"cloud_init_url\":\"http://10.0.0.1/cloud-init/config/\",\"distro\":\"debian-13\","
                + "\"arch\":\"x86_64\","
                + "\"rootfs_url\":\"http://10.0.0.1/images/debian-13/x86_64/rootfs.tar.gz\","
                + "\"kmods_url\":\"http://10.0.0.1/images/debian-13/x86_64/modules.cpio.gz\","
                + "\"kernel_url\":\"http://10.0.0.1/images/debian-13/x86_64/vmlinuz-6.12\","
                + "\"reboot_on_success\":true,"
                + "\"progress_url\":\"http://10.0.0.1/progress/52:54:00:00:04:01\","
                + "\"disk\":{},\"wipe\":\"blank-or-ours\"}");
    Files.writeString(handler.vms().resolve("config.noreboot"), "");
    handler.eventually(
        "config.noreboot",
        () ->
            handler
                .getFrom("127.0.4.1", "/config/" + mac)
                .body()
                .contains("\"reboot_on_success\":false"));
    assertThat(handler.machine("config", "reboot_on_success")).isEqualTo("false");
    assertThat(handler.getFrom("127.0.4.1", "/cloud-init/config/meta-data").body())
        .contains("instance-id: iid-cloudimg-config", "local-hostname: config");
    assertThat(handler.getFrom("127.0.4.1", "/cloud-init/config/vendor-data").statusCode())
        .isEqualTo(200);
    assertThat(handler.get("/cloud-init/web9/meta-data").statusCode()).isEqualTo(404);
    assertThat(handler.get("/cloud-init/..%2fconfig/meta-data").statusCode()).isIn(400, 404);
  }

  @Test
  void onlyWhoHasTheAdminTokenChangesAnything(RunningBootHandler handler) throws Exception {
    handler.define("change", ContractTexts.vm("change", "52:54:00:00:07:01"));
    String path = "/api/v1/machines/change/reinstall";
    HttpResponse<String> anonymous = handler.post(path, "");
    assertThat(anonymous.statusCode()).isEqualTo(401);
    assertThat(anonymous.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
    assertThat(handler.postAs("wrong", path, "")).isEqualTo(403);
    assertThat(handler.postAs(RunningBootHandler.ADMIN_TOKEN, path, "")).isEqualTo(200);
    assertThat(
            handler.postAs(RunningBootHandler.ADMIN_TOKEN, "/api/v1/machines/nobody/reinstall", ""))
        .isEqualTo(404);
  }
}
