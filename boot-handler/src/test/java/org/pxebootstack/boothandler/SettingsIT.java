package org.pxebootstack.boothandler;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the environment can change, and what it can get wrong. */
class SettingsIT {
  private static final String MAC = "52:54:00:00:00:01";

  @TempDir private Path directory = Path.of("");

  @Test
  void whatIsNotSetIsFoundOut() throws Exception {
    Path template = Files.writeString(directory.resolve("script.mustache"), "{{.Name}}");
    try (RunningBootHandler handler =
        new RunningBootHandler(directory)
            .without("PROVISIONER_IP")
            .without("ADMIN_TOKEN")
            .without("PXEBOOT_PROXY_KEY")
            // By these Spring takes the host for a part of a cloud, whose proxies it would believe.
            .with("KUBERNETES_SERVICE_HOST", "10.0.0.9")
            .with("KUBERNETES_SERVICE_PORT", "443")
            .with("CONFIG_ACCESS", "host")
            .with("PVMLAB_TEMPLATE_PATH", template.toString())
            .start()) {
      handler.define("web1", ContractTexts.vm("web1", MAC));
      String base = "http://" + handler.url("/").getAuthority();
      // The host may look, by its own addresses.
      assertThat(handler.get("/config/" + MAC).body())
          .contains("\"progress_url\":\"" + base + "/progress/" + MAC + "\"");
      assertThat(handler.getFrom("127.0.0.9", "/cloud-init/web1/user-data").statusCode())
          .isEqualTo(200);

      assertThat(handler.get("/config/" + MAC, "X-Forwarded-For", "127.0.0.1").statusCode())
          .isEqualTo(403);

      Path admin = handler.state().resolve("admin.token");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(admin)))
          .isEqualTo("rw-------");
      String token = Files.readString(admin).strip();
      assertThat(
              handler
                  .post("/api/v1/machines/web1/reinstall", "", "Authorization", "Bearer " + token)
                  .statusCode())
          .isEqualTo(200);
      assertThat(handler.log()).contains("the admin token is in " + admin).doesNotContain(token);

      // An empty key is nobody's.
      handler.lease("192.168.105.9", MAC);
      assertThat(
              handler
                  .get(
                      "/ipxe?mac=" + MAC, "X-Forwarded-For", "192.168.105.9", "X-Pxeboot-Proxy", "")
                  .body())
          .doesNotContain("pxeboot.token");
      assertThat(handler.get("/ipxe?mac=" + MAC, "X-Forwarded-For", "192.168.105.9").body())
          .doesNotContain("pxeboot.token");

      templateIsReadAgain(handler, template);
    }
  }

  private static void templateIsReadAgain(RunningBootHandler handler, Path template)
      throws Exception {
    assertThat(handler.get("/api/v1/problems").body()).contains("this is a Go template");
    assertThat(handler.get("/ipxe?mac=" + MAC).body()).contains("installing debian-13 on web1");
    Files.writeString(template, "#!ipxe\nkernel {{kernel_url}} {{arguments}}\nboot\n");
    handler.eventually(
        "the template", () -> handler.get("/ipxe?mac=" + MAC).body().endsWith("\nboot\n"));
    Files.writeString(template, "#!ipxe\n{{#no}}{{such}");
    keepsItsLastGood(handler, "the template can't be filled in");
    Files.writeString(template, "#!ipxe\n{{>common}}\n");
    keepsItsLastGood(handler, "names another file");
    Files.delete(template);
    keepsItsLastGood(handler, "does not exist");
  }

  private static void keepsItsLastGood(RunningBootHandler handler, String complaint)
      throws Exception {
    handler.eventually(complaint, () -> handler.get("/api/v1/problems").body().contains(complaint));
    assertThat(handler.get("/ipxe?mac=" + MAC).body()).endsWith("\nboot\n");
  }

  @Test
  void tokensAreRenewedDuringALongInstallation() throws Exception {
    try (RunningBootHandler handler =
        new RunningBootHandler(directory).with("PXEBOOT_TOKEN_LIFETIME", "4s").start()) {
      handler.define("web1", ContractTexts.vm("web1", MAC));
      handler.lease("127.0.0.2", MAC);
      String token = ContractTexts.token(handler.getFrom("127.0.0.2", "/ipxe?mac=" + MAC));
      String event = "{\"status\":\"running\",\"phase\":\"disk\"}";
      String[] renewed = {""};
      handler.eventually(
          "a new token",
          () -> {
            var answer =
                handler.post("/progress/" + MAC, event, "Authorization", "Bearer " + token);
            renewed[0] = answer.headers().firstValue("Pxeboot-Token").orElse("");
            return !renewed[0].isEmpty();
          });
      handler.eventually(
          "the end of the old one",
          () ->
              handler
                      .post("/progress/" + MAC, event, "Authorization", "Bearer " + token)
                      .statusCode()
                  == 403);
      assertThat(
              handler
                  .post("/progress/" + MAC, event, "Authorization", "Bearer " + renewed[0])
                  .statusCode())
          .isEqualTo(204);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ADMIN_TOKEN|short|ADMIN_TOKEN is shorter than 16 characters; make one with: openssl rand -base64 24
          CONFIG_ACCESS|machin|CONFIG_ACCESS: "machin" can't be used; write machine or host or any
          EVENTS_KEPT|long|EVENTS_KEPT: "long" can't be used; write a time such as 30d or 12h
          EVENTS_KEPT|-1d|EVENTS_KEPT is not longer than nothing; write such as 30d
          PROVISIONER_IP|me|PROVISIONER_IP: "me" is not an IP address; write one such as 192.168.105.2 or fd00::2
          DATABASE_URL|mysql://a:secret@b|DATABASE_URL is not the URL of a database that is known here; write one such as jdbc:postgresql://host/name, or unset it to keep the state in STATE_DIR
          STATE_DIR|/proc/pxeboot|STATE_DIR /proc/pxeboot can't be made (/proc/pxeboot); mount a directory there that boot-handler may write to
          """)
  void aBadSettingIsOneSentence(String variable, String value, String sentence) throws Exception {
    try (RunningBootHandler handler = new RunningBootHandler(directory).with(variable, value)) {
      assertThat(handler.startInVain()).isNotZero();
      assertThat(handler.log().lines().filter(each -> !each.contains(" INFO ")))
          .singleElement()
          .asString()
          .endsWith(" boot-handler ERROR " + sentence);
    }
  }

  @Test
  void aDatabaseThatIsNotThereIsOneSentence() throws Exception {
    try (RunningBootHandler handler =
        new RunningBootHandler(directory)
            .with("DATABASE_URL", "jdbc:postgresql://127.0.0.1:1/none?connectTimeout=1")
            .with("SPRING_DATASOURCE_HIKARI_CONNECTION_TIMEOUT", "1000")) {
      assertThat(handler.startInVain()).isNotZero();
      assertThat(handler.log())
          .contains("the database can't be used: ", "correct DATABASE_URL")
          .doesNotContain("\tat ");
    }
  }

  /** A lease that was left from when this stack gave the addresses says nothing any more. */
  @Test
  void besideAnotherDhcpServerNoLeaseIsBelieved() throws Exception {
    try (RunningBootHandler handler =
        new RunningBootHandler(directory).with("DHCP_MODE", "proxy").start()) {
      handler.define("web1", ContractTexts.vm("web1", MAC));
      handler.lease("127.0.3.1", MAC);
      assertThat(handler.getFrom("127.0.3.1", "/ipxe?mac=" + MAC).body())
          .startsWith("#!ipxe\n")
          .doesNotContain("pxeboot.token");
      assertThat(handler.getFrom("127.0.3.1", "/config/" + MAC).body())
          .startsWith(
              "this is for web1 alone, by the token of its boot or from the address that belongs to "
                  + MAC);
    }
  }
}
