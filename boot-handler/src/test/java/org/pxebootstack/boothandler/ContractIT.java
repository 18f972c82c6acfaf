package org.pxebootstack.boothandler;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The HTTP contract, asked of the jar as a process. Each test has machines of its own. */
class ContractIT {
  private static final String FAILED =
      "{\"status\":\"failed\",\"phase\":\"disk\",\"message\":\"there is no disk\"}";
  private static final String INSTALLED = "{\"status\":\"installed\",\"phase\":\"finish\"}";
  private static final Path PVMLAB = Path.of("../contract/src/test/resources/pvmlab");
  private static final String AS_IPXE = "iPXE/1.21.1";

  @TempDir private static Path directory = Path.of("");
  private static @Nullable RunningBootHandler shared;

  @BeforeAll
  static void start() throws Exception {
    shared = new RunningBootHandler(directory).start();
  }

  @AfterAll
  static void stop() {
    handler().close();
  }

  private static RunningBootHandler handler() {
    return Objects.requireNonNull(shared);
  }

  @Test
  void definitionsAsPvmlabWritesThem() throws Exception {
    // Without a manifest, as pvmlab leaves images.
    image("ubuntu-24.04/x86_64", "vmlinuz-6.8.0-87-generic", "initrd.img-6.8.0-87-generic");
    image(
        "fedora-40/aarch64",
        "vmlinuz-6.8.5-301.fc40.x86_64",
        "initramfs-6.8.5-301.fc40.x86_64.img");
    for (String name : List.of("client1.json", "client2.json", "provisioner.json")) {
      Files.copy(PVMLAB.resolve(name), handler().vms().resolve(name));
    }
    handler()
        .eventually(
            "pvmlab's machines",
            () -> handler().get("/api/v1/machines/client2").statusCode() == 200);
    assertThat(handler().get("/ipxe?mac=52:54:00:9c:2e:7f").body())
        .startsWith("#!ipxe\necho pxeboot-stack: installing ubuntu-24.04 on client1\n")
        .contains("http://10.0.0.1/images/ubuntu-24.04/x86_64/vmlinuz-6.8.0-87-generic");
    String client2 = machine("client2", "mac");
    assertThat(handler().get("/ipxe?mac=" + client2).body())
        .startsWith("#!ipxe\necho pxeboot-stack: starting fedora-40 on client2\n")
        .contains("console=ttyAMA0", "ds=nocloud;s=http://10.0.0.1/cloud-init/client2/");
    assertThat(handler().get("/api/v1/machines/provisioner").statusCode()).isEqualTo(404);
    assertThat(handler().get("/api/v1/problems").body())
        .doesNotContain("client1.json", "client2.json", "provisioner.json");
  }

  private static void image(String name, String kernel, String initrd) throws IOException {
    Path directory = Files.createDirectories(handler().images().resolve(name));
    for (String each : List.of(kernel, initrd, "rootfs.tar.gz", "modules.cpio.gz")) {
      Files.writeString(directory.resolve(each), each);
    }
  }

  @Test
  void aProvisionerIsNotBooted() throws Exception {
    Files.writeString(
        handler().vms().resolve("prov.json"),
        "{\"name\":\"prov\",\"role\":\"provisioner\",\"arch\":\"aarch64\",\"mac\":\"525400000099\"}");
    handler()
        .eventually(
            "the provisioner",
            () ->
                handler()
                    .get("/ipxe?mac=525400000099")
                    .body()
                    .contains("a provisioner is not booted"));
    assertThat(handler().get("/ipxe?mac=525400000099").statusCode()).isEqualTo(404);
    assertThat(handler().get("/config/525400000099").statusCode()).isEqualTo(404);
  }

  @Test
  void whatIsAskedBadlyIsSaidPlainly() throws Exception {
    assertThat(handler().get("/ipxe").statusCode()).isEqualTo(400);
    assertThat(handler().get("/ipxe?mac=").body())
        .isEqualTo("no MAC address; ask for /ipxe?mac=52:54:00:12:34:56\n");
    assertThat(handler().get("/ipxe?mac=zz").body())
        .isEqualTo("\"zz\" is not a MAC address; write six pairs such as 52:54:00:12:34:56\n");
    HttpResponse<String> unknown = handler().get("/ipxe?mac=52:54:00:00:00:77");
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(unknown.body())
        .startsWith(
            "no definition has the MAC address 52:54:00:00:00:77; add a file to the definitions"
                + " directory with \"mac\": \"52:54:00:00:00:77\"\n");
    HttpResponse<String> toIpxe =
        handler().get("/ipxe?mac=52:54:00:00:00:77", "User-Agent", AS_IPXE);
    assertThat(toIpxe.statusCode()).isEqualTo(200);
    assertThat(toIpxe.body())
        .startsWith("#!ipxe\necho pxeboot-stack: no definition has the MAC address")
        .endsWith("exit 1\n");
  }

  @Test
  void clientsOfJsonGetProblemDetails() throws Exception {
    HttpResponse<String> problem =
        handler().get("/api/v1/machines/nobody", "Accept", "application/json");
    assertThat(problem.statusCode()).isEqualTo(404);
    assertThat(problem.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(problem.body())
        .contains(
            "\"status\":404",
            "\"title\":\"Not Found\"",
            "\"instance\":\"/api/v1/machines/nobody\"",
            "\"detail\":\"no usable definition of a target is called \\\"nobody\\\"\"");
    assertThat(handler().get("/nothing/here").body())
        .isEqualTo("there is nothing at /nothing/here; /api/v1/openapi.yaml lists it all\n");
    HttpResponse<String> method = handler().post("/api/v1/problems", "{}");
    assertThat(method.statusCode()).isEqualTo(405);
    assertThat(method.headers().firstValue("Allow")).hasValue("GET");
    assertThat(handler().get("/nothing", "Accept", "application/problem+json").body())
        .contains("\"status\":404");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"52:54:00:00:01:01", "52-54-00-00-01-01", "5254.0000.0101", "525400000101"})
  void aMacIsTakenInEveryNotation(String mac) throws Exception {
    handler().define("notation", vm("notation", "52:54:00:00:01:01"));
    assertThat(handler().get("/ipxe?mac=" + mac).statusCode()).isEqualTo(200);
    assertThat(handler().get("/v1/boot/" + mac).statusCode()).isEqualTo(200);
  }

  @Test
  void aTokenGoesOnlyToTheAddressThatIsLeasedToTheMachine() throws Exception {
    String mac = "52:54:00:00:02:01";
    handler().define("leased", vm("leased", mac));
    handler().lease("127.0.2.1", mac);
    HttpResponse<String> toPerson = handler().get("/ipxe?mac=" + mac);
    assertThat(toPerson.body()).doesNotContain("pxeboot.token");
    assertThat(machine("leased", "state")).isEqualTo("defined");
    HttpResponse<String> toMachine = handler().getFrom("127.0.2.1", "/ipxe?mac=" + mac);
    assertThat(toMachine.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
    assertThat(toMachine.body().replaceFirst(" pxeboot.token=\\S+", "")).isEqualTo(toPerson.body());
    assertThat(machine("leased", "state")).isEqualTo("script-served");
    // Another machine's address is not this one's.
    assertThat(handler().getFrom("127.0.2.2", "/ipxe?mac=" + mac).body())
        .doesNotContain("pxeboot.token");
  }

  @Test
  void aForwardedAddressCountsOnlyFromNginx() throws Exception {
    String mac = "52:54:00:00:02:02";
    handler().define("forwarded", vm("forwarded", mac));
    handler().lease("192.168.105.77", mac);
    assertThat(handler().get("/ipxe?mac=" + mac, "X-Forwarded-For", "192.168.105.77").body())
        .doesNotContain("pxeboot.token");
    assertThat(
            handler()
                .get(
                    "/ipxe?mac=" + mac,
                    "X-Forwarded-For",
                    "192.168.105.77",
                    "X-Pxeboot-Proxy",
                    "guessed")
                .body())
        .doesNotContain("pxeboot.token");
    assertThat(
            handler()
                .get(
                    "/ipxe?mac=" + mac,
                    "X-Forwarded-For",
                    "192.168.105.77",
                    "X-Pxeboot-Proxy",
                    RunningBootHandler.PROXY_KEY)
                .body())
        .contains("pxeboot.token");
  }

  @Test
  void secretsAreForTheMachineAlone() throws Exception {
    String mac = "52:54:00:00:03:01";
    handler().define("secret", vm("secret", mac));
    handler().lease("127.0.3.1", mac);
    String token = token(handler().getFrom("127.0.3.1", "/ipxe?mac=" + mac));
    handler().define("other", vm("other", "52:54:00:00:03:02"));
    handler().lease("127.0.3.2", "52:54:00:00:03:02");
    for (String path :
        new String[] {
          "/config/" + mac,
          "/cloud-init/secret/meta-data",
          "/cloud-init/secret/user-data",
          "/cloud-init/secret/network-config",
          "/cloud-init/secret/vendor-data"
        }) {
      HttpResponse<String> refused = handler().get(path);
      assertThat(refused.statusCode()).as(path).isEqualTo(403);
      assertThat(refused.body())
          .startsWith("this is for secret alone, by the token of its boot or from the address")
          .contains("CONFIG_ACCESS=host", "pxeboot explain");
      assertThat(handler().getFrom("127.0.3.2", path).statusCode()).isEqualTo(403);
      assertThat(handler().get(path, "Authorization", "Bearer " + token).statusCode())
          .isEqualTo(200);
      assertThat(handler().getFrom("127.0.3.1", path).statusCode()).isEqualTo(200);
    }
    assertThat(
            handler()
                .get("/config/52:54:00:00:03:02", "Authorization", "Bearer " + token)
                .statusCode())
        .isEqualTo(403);
    assertThat(handler().log()).doesNotContain(token, RunningBootHandler.ADMIN_TOKEN);
  }

  @Test
  void configurationHasPvmlabsKeysAndOurs() throws Exception {
    String mac = "52:54:00:00:04:01";
    handler().define("config", vm("config", mac));
    handler().lease("127.0.4.1", mac);
    assertThat(handler().getFrom("127.0.4.1", "/config/525400000401").body())
        .isEqualTo(
            "{\"cloud_init_url\":\"http://10.0.0.1/cloud-init/config/\",\"distro\":\"debian-13\","
                + "\"arch\":\"x86_64\","
                + "\"rootfs_url\":\"http://10.0.0.1/images/debian-13/x86_64/rootfs.tar.gz\","
                + "\"kmods_url\":\"http://10.0.0.1/images/debian-13/x86_64/modules.cpio.gz\","
                + "\"kernel_url\":\"http://10.0.0.1/images/debian-13/x86_64/vmlinuz-6.12\","
                + "\"reboot_on_success\":true,"
                + "\"progress_url\":\"http://10.0.0.1/progress/52:54:00:00:04:01\","
                + "\"disk\":{},\"wipe\":\"blank-or-ours\"}");
    Files.writeString(handler().vms().resolve("config.noreboot"), "");
    handler()
        .eventually(
            "config.noreboot",
            () ->
                handler()
                    .getFrom("127.0.4.1", "/config/" + mac)
                    .body()
                    .contains("\"reboot_on_success\":false"));
    assertThat(machine("config", "reboot_on_success")).isEqualTo("false");
    assertThat(handler().getFrom("127.0.4.1", "/cloud-init/config/meta-data").body())
        .contains("instance-id: iid-cloudimg-config", "local-hostname: config");
    assertThat(handler().getFrom("127.0.4.1", "/cloud-init/config/vendor-data").statusCode())
        .isEqualTo(200);
    assertThat(handler().get("/cloud-init/web9/meta-data").statusCode()).isEqualTo(404);
    assertThat(handler().get("/cloud-init/..%2fconfig/meta-data").statusCode()).isIn(400, 404);
  }

  @Test
  void onlyTheLatestBootMayReport() throws Exception {
    String mac = "52:54:00:00:05:01";
    handler().define("reports", vm("reports", mac));
    handler().lease("127.0.5.1", mac);
    String token = token(handler().getFrom("127.0.5.1", "/ipxe?mac=" + mac));
    String path = "/progress/" + mac;
    assertThat(handler().post(path, FAILED).statusCode()).isEqualTo(403);
    assertThat(report(path, FAILED, "x".repeat(64))).isEqualTo(403);
    assertThat(report("/progress/52:54:00:00:00:99", FAILED, token)).isEqualTo(403);
    for (String bad : new String[] {"{}", "null", "[]", "x", FAILED.replace("disk", "a\\nb")}) {
      assertThat(report(path, bad, token)).as(bad).isEqualTo(400);
    }
    assertThat(report(path, FAILED, token)).isEqualTo(204);
    assertThat(handler().get("/api/v1/machines/reports").body())
        .contains("\"state\":\"failed\"", "\"phase\":\"disk\"", "\"message\":\"there is no disk\"");
    String next = token(handler().getFrom("127.0.5.1", "/ipxe?mac=" + mac));
    assertThat(report(path, INSTALLED, token)).isEqualTo(403);
    assertThat(report(path, "{\"status\":\"running\",\"phase\":\"disk\"}", next)).isEqualTo(204);
    assertThat(report(path, INSTALLED, next)).isEqualTo(204);
    assertThat(report(path, INSTALLED, next)).as("sent again").isEqualTo(204);
    assertThat(handler().get("/api/v1/machines/reports/events").body())
        .matches(
            "\\[\\{.*\"kind\":\"installed\",\"phase\":\"finish\"},\\{.*\"kind\":\"phase-started\","
                + "\"phase\":\"disk\"},\\{.*\"kind\":\"script-served\"},\\{.*\"kind\":\"failed\","
                + "\"phase\":\"disk\",\"message\":\"there is no disk\"},\\{.*\"kind\":\"script-served\"}]");
    assertThat(handler().get("/api/v1/machines/reports/events?limit=1").body())
        .containsOnlyOnce("\"kind\"");
    assertThat(handler().get("/api/v1/machines/reports/events?limit=no").statusCode())
        .isEqualTo(400);
  }

  @Test
  void aScriptThatGaveUpIsBelievedFromItsMachine() throws Exception {
    String mac = "52:54:00:00:06:01";
    handler().define("gaveup", vm("gaveup", mac));
    handler().lease("127.0.6.1", mac);
    String path = "/ipxe/failed?mac=" + mac + "&step=initrd.gz";
    assertThat(handler().get(path).statusCode()).isEqualTo(403);
    assertThat(machine("gaveup", "state")).isEqualTo("defined");
    assertThat(handler().getFrom("127.0.6.1", path).statusCode()).isEqualTo(200);
    assertThat(handler().get("/api/v1/machines/gaveup").body())
        .contains("\"state\":\"failed\"", "\"phase\":\"ipxe\"", "iPXE could not load initrd.gz");
  }

  @Test
  void onlyWhoHasTheAdminTokenChangesAnything() throws Exception {
    handler().define("change", vm("change", "52:54:00:00:07:01"));
    String path = "/api/v1/machines/change/reinstall";
    HttpResponse<String> anonymous = handler().post(path, "");
    assertThat(anonymous.statusCode()).isEqualTo(401);
    assertThat(anonymous.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
    assertThat(report(path, "", "wrong")).isEqualTo(403);
    assertThat(report(path, "", RunningBootHandler.ADMIN_TOKEN)).isEqualTo(200);
    assertThat(report("/api/v1/machines/nobody/reinstall", "", RunningBootHandler.ADMIN_TOKEN))
        .isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "arch|sparc|\"sparc\" is not an architecture of this stack; write x86_64 or aarch64",
        "distro|debian-99|\"debian-99\" for x86_64 was never pulled; run: pxeboot distro pull debian-99 --arch x86_64",
        "kernel|vmlinuz-1|\"vmlinuz-1\" is not in %s; pull the image again, or correct the definition",
      })
  void aProblemIsDataEverywhere(String field, String value, String sentence) throws Exception {
    String mac = "52:54:00:00:08:01";
    String json = vm("broken", mac);
    json =
        field.equals("kernel")
            ? json.replace("}", ", \"kernel\": \"" + value + "\"}")
            : json.replaceFirst(
                "\"" + field + "\": \"[^\"]*\"", "\"" + field + "\": \"" + value + "\"");
    Path file = Files.writeString(handler().vms().resolve("broken.json"), json);
    handler()
        .eventually(
            "the problem",
            () ->
                handler()
                    .get("/api/v1/problems")
                    .body()
                    .contains(
                        "{\"file\":\"broken.json\",\"field\":\"%s\",\"value\":\"%s\",\"complaint\":"
                            .formatted(field, value)));
    String whole =
        "broken.json: %s: %s\n"
            .formatted(field, sentence.formatted(handler().images().resolve("debian-13/x86_64")));
    assertThat(handler().get("/ipxe?mac=" + mac).body()).isEqualTo(whole);
    handler().eventually("the log line", () -> handler().log().contains("WARN  " + whole));
    Files.delete(file);
    handler()
        .eventually(
            "the problem to go",
            () -> !handler().get("/api/v1/problems").body().contains("broken"));
  }

  @Test
  void aFileThatTurnsBadKeepsItsLastGoodVersionAndARemovedOneIsGone() throws Exception {
    String mac = "52:54:00:00:09:01";
    handler().define("halfway", vm("halfway", mac));
    Path file = handler().vms().resolve("halfway.json");
    Files.writeString(file, "{\"name\": \"halfway\", \"ma");
    handler()
        .eventually(
            "the problem", () -> handler().get("/api/v1/problems").body().contains("halfway.json"));
    assertThat(handler().get("/ipxe?mac=" + mac).statusCode()).isEqualTo(200);
    Files.delete(file);
    handler()
        .eventually("it to be gone", () -> handler().get("/ipxe?mac=" + mac).statusCode() == 404);
  }

  @Test
  void aPixiecoreIsToldWhatToBoot() throws Exception {
    String mac = "52:54:00:00:0a:01";
    handler().define("pixie", vm("pixie", mac));
    assertThat(handler().get("/v1/boot/" + mac).body())
        .isEqualTo(
            "{\"kernel\":\"http://10.0.0.1/images/debian-13/x86_64/vmlinuz-6.12\","
                + "\"initrd\":[\"http://10.0.0.1/initrds/x86_64/initrd.gz\","
                + "\"http://10.0.0.1/images/debian-13/x86_64/modules.cpio.gz\"],"
                + "\"cmdline\":\"ip=dhcp console=tty0 console=ttyS0,115200"
                + " config_url=http://10.0.0.1/config/52:54:00:00:0a:01"
                + " installer_mac=52:54:00:00:0a:01\","
                + "\"message\":\"installing debian-13 on pixie\"}");
    assertThat(handler().get("/v1/boot/52:54:00:00:0a:99").statusCode()).isEqualTo(404);
  }

  @Test
  void tellsOfItself() throws Exception {
    handler().define("counted", vm("counted", "52:54:00:00:0b:01"));
    assertThat(handler().get("/ipxe?mac=52:54:00:00:0b:01").statusCode()).isEqualTo(200);
    assertThat(handler().get("/actuator/health").body())
        .contains(
            "\"status\":\"UP\"",
            "\"directory\":\"" + handler().vms() + "\"",
            "\"definitions\":",
            "\"age_seconds\":");
    assertThat(handler().get("/actuator/prometheus").body())
        .contains(
            "pxeboot_scripts_total{outcome=\"boot\"}",
            "pxeboot_configurations_total",
            "pxeboot_events_total{status=\"failed\"}",
            "pxeboot_installs_total{outcome=\"installed\"}",
            "pxeboot_install_duration_seconds_count",
            "pxeboot_definitions ",
            "pxeboot_problems ",
            "pxeboot_definitions_age_seconds");
    assertThat(handler().get("/actuator/env").statusCode()).isEqualTo(404);
  }

  @Test
  void headChangesNothing() throws Exception {
    String mac = "52:54:00:00:0c:01";
    handler().define("head", vm("head", mac));
    handler().lease("127.0.12.1", mac);
    String token = token(handler().getFrom("127.0.12.1", "/ipxe?mac=" + mac));
    String head =
        "HEAD /ipxe?mac=%s HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".formatted(mac);
    try (Socket socket =
        new Socket(
            handler().url("/").getHost(),
            handler().url("/").getPort(),
            InetAddress.ofLiteral("127.0.12.1"),
            0)) {
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
          .startsWith("HTTP/1.1 200")
          .contains("Content-Length: ");
    }
    assertThat(report("/progress/" + mac, FAILED, token)).isEqualTo(204);
  }

  static String vm(String name, String mac) {
    return "{\"name\": \"%s\", \"arch\": \"x86_64\", \"mac\": \"%s\", \"pxeboot\": true, \"distro\": \"debian-13\"}"
        .formatted(name, mac);
  }

  private static String machine(String name, String key) throws IOException, InterruptedException {
    Matcher value =
        Pattern.compile("\"" + key + "\":\"?([^\",}]*)")
            .matcher(handler().get("/api/v1/machines/" + name).body());
    assertThat(value.find()).as(key + " of " + name).isTrue();
    return value.group(1);
  }

  static String token(HttpResponse<String> script) {
    Matcher token = Pattern.compile("pxeboot\\.token=(\\S+)").matcher(script.body());
    assertThat(token.find()).as("a token in %s", script.body()).isTrue();
    return token.group(1);
  }

  private static int report(String path, String event, String token)
      throws IOException, InterruptedException {
    return handler().post(path, event, "Authorization", "Bearer " + token).statusCode();
  }
}
