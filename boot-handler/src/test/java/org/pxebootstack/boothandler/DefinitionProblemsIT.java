package org.pxebootstack.boothandler;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with definitions is said everywhere, and what was right stays. */
@ExtendWith(SharedBootHandler.class)
class DefinitionProblemsIT {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "arch|sparc|\"sparc\" is not an architecture of this stack; write x86_64 or aarch64",
        "distro|debian-99|\"debian-99\" for x86_64 was never pulled; run: pxeboot distro pull debian-99 --arch x86_64",
        "kernel|vmlinuz-1|\"vmlinuz-1\" is not in %s; pull the image again, or correct the definition",
      })
  void aProblemIsDataEverywhere(
      String field, String value, String sentence, RunningBootHandler handler) throws Exception {
    String mac = "52:54:00:00:08:01";
    String json = ContractTexts.vm("broken", mac);
    json =
        field.equals("kernel")
            ? json.replace("}", ", \"kernel\": \"" + value + "\"}")
            : json.replaceFirst(
                "\"" + field + "\": \"[^\"]*\"", "\"" + field + "\": \"" + value + "\"");
    Path file = Files.writeString(handler.vms().resolve("broken.json"), json);
    handler.eventually(
        "the problem",
        () ->
            handler
                .get("/api/v1/problems")
                .body()
                .contains(
                    "{\"file\":\"broken.json\",\"field\":\"%s\",\"value\":\"%s\",\"complaint\":"
                        .formatted(field, value)));
    String whole =
        "broken.json: %s: %s\n"
            .formatted(field, sentence.formatted(handler.images().resolve("debian-13/x86_64")));
    assertThat(handler.get("/ipxe?mac=" + mac).body()).isEqualTo(whole);
    handler.eventually("the log line", () -> handler.log().contains("WARN  " + whole));
    Files.delete(file);
    handler.eventually(
        "the problem to go", () -> !handler.get("/api/v1/problems").body().contains("broken"));
  }

  @Test
  void aFileThatTurnsBadKeepsItsLastGoodVersionAndARemovedOneIsGone(RunningBootHandler handler)
      throws Exception {
    String mac = "52:54:00:00:09:01";
    handler.define("halfway", ContractTexts.vm("halfway", mac));
    Path file = handler.vms().resolve("halfway.json");
    Files.writeString(file, "{\"name\": \"halfway\", \"ma");
    handler.eventually(
        "the problem", () -> handler.get("/api/v1/problems").body().contains("halfway.json"));
    assertThat(handler.get("/ipxe?mac=" + mac).statusCode()).isEqualTo(200);
    Files.delete(file);
    handler.eventually("it to be gone", () -> handler.get("/ipxe?mac=" + mac).statusCode() == 404);
  }

  @Test
  void tellsOfItself(RunningBootHandler handler) throws Exception {
    handler.define("counted", ContractTexts.vm("counted", "52:54:00:00:0b:01"));
    assertThat(handler.get("/ipxe?mac=52:54:00:00:0b:01").statusCode()).isEqualTo(200);
    assertThat(handler.get("/actuator/health").body())
        .contains(
            "\"status\":\"UP\"",
            "\"directory\":\"" + handler.vms() + "\"",
            "\"definitions\":",
            "\"age_seconds\":");
    assertThat(handler.get("/actuator/prometheus").body())
        .contains(
            "pxeboot_scripts_total{outcome=\"boot\"}",
            "pxeboot_configurations_total",
            "pxeboot_events_total{status=\"failed\"}",
            "pxeboot_installs_total{outcome=\"installed\"}",
            "pxeboot_install_duration_seconds_count",
            "pxeboot_definitions ",
            "pxeboot_problems ",
            "pxeboot_definitions_age_seconds");
    assertThat(handler.get("/actuator/env").statusCode()).isEqualTo(404);
  }

  @Test
  void anImageThatGoesWhileItIsServedIsMissedAndFoundAgain(RunningBootHandler handler)
      throws Exception {
    handler.image("debian-12/x86_64", "vmlinuz-6.1", "initrd.img-6.1");
    String mac = "52:54:00:00:08:02";
    handler.define("image", ContractTexts.vm("image", mac).replace("debian-13", "debian-12"));
    handler.lease("127.0.8.2", mac);
    assertThat(handler.getFrom("127.0.8.2", "/config/" + mac).statusCode()).isEqualTo(200);
    Path rootfs = handler.images().resolve("debian-12/x86_64/rootfs.tar.gz");
    Path away = Files.move(rootfs, rootfs.resolveSibling("away"));
    String problem =
        "image.json: distro: \"debian-12\" for x86_64 has no rootfs.tar.gz in %s; pull the image again\n"
            .formatted(rootfs.getParent());
    handler.eventually("the problem", () -> handler.get("/ipxe?mac=" + mac).body().equals(problem));
    assertThat(handler.getFrom("127.0.8.2", "/config/" + mac).body()).isEqualTo(problem);
    assertThat(handler.get("/v1/boot/" + mac).body()).isEqualTo(problem);
    assertThat(handler.get("/api/v1/problems").body())
        .contains(
            "{\"file\":\"image.json\",\"field\":\"distro\",\"value\":\"debian-12\",\"complaint\":");
    Files.move(away, rootfs);
    handler.eventually(
        "the image", () -> handler.get("/ipxe?mac=" + mac).body().startsWith("#!ipxe"));
  }

  @Test
  void theListOfAllMachinesCanBeReadAgainAndAgain(RunningBootHandler handler) throws Exception {
    for (int i = 0; i < 20; i++) {
      assertThat(handler.get("/api/v1/machines").statusCode()).isEqualTo(200);
    }
  }
}
