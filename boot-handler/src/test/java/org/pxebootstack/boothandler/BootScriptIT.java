package org.pxebootstack.boothandler;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a machine is given to boot, and who is given a token with it. */
@ExtendWith(SharedBootHandler.class)
class BootScriptIT {
  private static final Path PVMLAB = Path.of("../contract/src/test/resources/pvmlab");

  @Test
  void definitionsAsPvmlabWritesThem(RunningBootHandler handler) throws Exception {
    // Without a manifest, as pvmlab leaves images.
    handler.image("ubuntu-24.04/x86_64", "vmlinuz-6.8.0-87-generic", "initrd.img-6.8.0-87-generic");
    handler.image(
        "fedora-40/aarch64",
        "vmlinuz-6.8.5-301.fc40.x86_64",
        "initramfs-6.8.5-301.fc40.x86_64.img");
    for (String name : List.of("client1.json", "client2.json", "provisioner.json")) {
      Files.copy(PVMLAB.resolve(name), handler.vms().resolve(name));
    }
    handler.eventually(
        "pvmlab's machines", () -> handler.get("/api/v1/machines/client2").statusCode() == 200);
    assertThat(handler.get("/ipxe?mac=52:54:00:9c:2e:7f").body())
        .startsWith("#!ipxe\necho pxeboot-stack: installing ubuntu-24.04 on client1\n")
        .contains("http://10.0.0.1/images/ubuntu-24.04/x86_64/vmlinuz-6.8.0-87-generic");
    String client2 = handler.machine("client2", "mac");
    assertThat(handler.get("/ipxe?mac=" + client2).body())
        .startsWith("#!ipxe\necho pxeboot-stack: starting fedora-40 on client2\n")
        .contains("console=ttyAMA0", "ds=nocloud;s=http://10.0.0.1/cloud-init/client2/");
    assertThat(handler.get("/api/v1/machines/provisioner").statusCode()).isEqualTo(404);
    assertThat(handler.get("/api/v1/problems").body())
        .doesNotContain("client1.json", "client2.json", "provisioner.json");
  }

  @Test
  void aProvisionerIsNotBooted(RunningBootHandler handler) throws Exception {
    Files.writeString(
        handler.vms().resolve("prov.json"),
        "{\"name\":\"prov\",\"role\":\"provisioner\",\"arch\":\"aarch64\",\"mac\":\"525400000099\"}");
    handler.eventually(
        "the provisioner",
        () -> handler.get("/ipxe?mac=525400000099").body().contains("a provisioner is not booted"));
    assertThat(handler.get("/ipxe?mac=525400000099").statusCode()).isEqualTo(404);
    assertThat(handler.get("/config/525400000099").statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"52:54:00:00:01:01", "52-54-00-00-01-01", "5254.0000.0101", "525400000101"})
  void aMacIsTakenInEveryNotation(String mac, RunningBootHandler handler) throws Exception {
    handler.define("notation", ContractTexts.vm("notation", "52:54:00:00:01:01"));
    assertThat(handler.get("/ipxe?mac=" + mac).statusCode()).isEqualTo(200);
    assertThat(handler.get("/v1/boot/" + mac).statusCode()).isEqualTo(200);
  }

  @Test
  void aTokenGoesOnlyToTheAddressThatIsLeasedToTheMachine(RunningBootHandler handler)
      throws Exception {
    String mac = "52:54:00:00:02:01";
    handler.define("leased", ContractTexts.vm("leased", mac));
    handler.lease("127.0.2.1", mac);
    HttpResponse<String> toPerson = handler.get("/ipxe?mac=" + mac);
    assertThat(toPerson.body()).doesNotContain("pxeboot.token");
    assertThat(handler.machine("leased", "state")).isEqualTo("defined");
    HttpResponse<String> toMachine = handler.getFrom("127.0.2.1", "/ipxe?mac=" + mac);
    assertThat(toMachine.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
    assertThat(toMachine.body().replaceFirst(" pxeboot.token=\\S+", "")).isEqualTo(toPerson.body());
    assertThat(handler.machine("leased", "state")).isEqualTo("script-served");
    // Another machine's address is not this one's.
    assertThat(handler.getFrom("127.0.2.2", "/ipxe?mac=" + mac).body())
        .doesNotContain("pxeboot.token");
  }

  @Test
  void aForwardedAddressCountsOnlyFromNginx(RunningBootHandler handler) throws Exception {
    String mac = "52:54:00:00:02:02";
    handler.define("forwarded", ContractTexts.vm("forwarded", mac));
    handler.lease("192.168.105.77", mac);
    assertThat(handler.get("/ipxe?mac=" + mac, "X-Forwarded-For", "192.168.105.77").body())
        .doesNotContain("pxeboot.token");
    assertThat(
            handler
                .get(
                    "/ipxe?mac=" + mac,
                    "X-Forwarded-For",
                    "192.168.105.77",
                    "X-Pxeboot-Proxy",
                    "guessed")
                .body())
        .doesNotContain("pxeboot.token");
    assertThat(
            handler
                .get(
                    "/ipxe?mac=" + mac,
                    "X-Forwarded-For",
                    "192.168.105.77",
                    "X-Pxeboot-Proxy",
                    RunningBootHandler.PROXY_KEY)
                .body())
        .contains("pxeboot.token");
    assertThat(
            handler
                .get(
                    "/ipxe?mac=" + mac,
                    "X-Forwarded-For",
                    "unknown",
                    "X-Pxeboot-Proxy",
                    RunningBootHandler.PROXY_KEY)
                .statusCode())
        .isEqualTo(400);
  }

  @Test
  void aScriptThatGaveUpIsBelievedFromItsMachine(RunningBootHandler handler) throws Exception {
    String mac = "52:54:00:00:06:01";
    handler.define("gaveup", ContractTexts.vm("gaveup", mac));
    handler.lease("127.0.6.1", mac);
    String path = "/ipxe/failed?mac=" + mac + "&step=initrd.gz";
    assertThat(handler.get(path).statusCode()).isEqualTo(403);
    assertThat(handler.machine("gaveup", "state")).isEqualTo("defined");
    assertThat(handler.getFrom("127.0.6.1", path).statusCode()).isEqualTo(200);
    assertThat(handler.get("/api/v1/machines/gaveup").body())
        .contains("\"state\":\"failed\"", "\"phase\":\"ipxe\"", "iPXE could not load initrd.gz");
  }

  @Test
  void headChangesNothing(RunningBootHandler handler) throws Exception {
    String mac = "52:54:00:00:0c:01";
    String token = handler.boot("head", mac, "127.0.12.1");
    String head =
        "HEAD /ipxe?mac=%s HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".formatted(mac);
    assertThat(handler.raw("127.0.12.1", head))
        .startsWith("HTTP/1.1 200")
        .contains("Content-Length: ");
    assertThat(handler.postAs(token, "/progress/" + mac, ContractTexts.FAILED)).isEqualTo(204);
  }

  @Test
  void aPixiecoreIsToldWhatToBoot(RunningBootHandler handler) throws Exception {
    String mac = "52:54:00:00:0a:01";
    handler.define("pixie", ContractTexts.vm("pixie", mac));
    assertThat(handler.get("/v1/boot/" + mac).body())
        .isEqualTo(
            "{\"kernel\":\"http://10.0.0.1/images/debian-13/x86_64/vmlinuz-6.12\","
                + "\"initrd\":[\"http://10.0.0.1/initrds/x86_64/initrd.gz\","
                + "\"http://10.0.0.1/images/debian-13/x86_64/modules.cpio.gz\"],"
                + "\"cmdline\":\"ip=dhcp console=tty0 console=ttyS0,115200"
                + " config_url=http://10.0.0.1/config/52:54:00:00:0a:01"
                + " installer_mac=52:54:00:00:0a:01\","
                + "\"message\":\"installing debian-13 on pixie\"}");
    assertThat(handler.get("/v1/boot/52:54:00:00:0a:99").statusCode()).isEqualTo(404);
    assertThat(handler.get("/v1/boot/nonsense").statusCode()).isEqualTo(400);
  }

  /** Pixiecore leaves a machine alone for any answer but 200. */
  @Test
  void aPixiecoreLeavesAnInstalledMachineAlone(RunningBootHandler handler) throws Exception {
    String mac = "52:54:00:00:0a:0c";
    String token = handler.boot("pixie-once", mac, "127.0.10.12");
    handler.define("pixie-once", ContractTexts.vm("pixie-once", mac, "\"policy\": \"once\""));
    handler.eventually(
        "it to be defined again", () -> handler.get("/v1/boot/" + mac).statusCode() == 200);
    assertThat(handler.postAs(token, "/progress/" + mac, ContractTexts.INSTALLED)).isEqualTo(204);
    handler.eventually(
        "the new definition", () -> handler.get("/v1/boot/" + mac).statusCode() == 404);
    assertThat(handler.get("/v1/boot/" + mac).body())
        .isEqualTo("pixie-once is installed, its disk is next\n");
    String unpulled = "52:54:00:00:0a:0d";
    handler.define(
        "pixie-unpulled",
        ContractTexts.vm("pixie-unpulled", unpulled).replace("debian-13", "none"));
    assertThat(handler.get("/v1/boot/" + unpulled).statusCode()).isEqualTo(404);
  }
}
