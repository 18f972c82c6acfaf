package org.pxebootstack.boothandler;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The whole program on a real socket, with a real database and real files. */
class BootHandlerTest {
  private static final String MAC = "52:54:00:12:34:56";
  private static final String WEB1 =
      """
      {"name": "web1", "arch": "x86_64", "mac": "%s", "ip": "10.0.0.5", "pxeboot": true,
       "distro": "debian-13"}
      """
          .formatted(MAC);

  @TempDir private Path directory = Path.of("");
  private @Nullable ConfigurableApplicationContext context;
  private final HttpClient client = HttpClient.newHttpClient();

  @BeforeEach
  void start() throws IOException {
    Files.createDirectories(directory.resolve("vms"));
    Files.createDirectories(directory.resolve("state"));
    Path image = Files.createDirectories(directory.resolve("images/debian-13/x86_64"));
    for (String name :
        new String[] {"vmlinuz-6.12", "initrd.img-6.12", "rootfs.tar.gz", "modules.cpio.gz"}) {
      Files.writeString(image.resolve(name), name);
    }
    run();
  }

  private void run() {
    context =
        SpringApplication.run(
            BootHandlerApplication.class,
            "--server.port=0",
            "--management.server.port=0",
            "--pxeboot.provisioner-ip=10.0.0.1",
            "--pxeboot.rescan-interval=100ms",
            "--pxeboot.vms-dir=" + directory.resolve("vms"),
            "--pxeboot.images-dir=" + directory.resolve("images"),
            "--pxeboot.state-dir=" + directory.resolve("state"));
  }

  @AfterEach
  void stop() {
    if (context != null) {
      context.close();
    }
  }

  @Test
  void answersOnlyWhatWasAskedProperly() throws Exception {
    define("web1", WEB1);
    assertThat(get("/ipxe").statusCode()).isEqualTo(400);
    assertThat(get("/ipxe?mac=").statusCode()).isEqualTo(400);
    HttpResponse<String> malformed = get("/ipxe?mac=zz");
    assertThat(malformed.statusCode()).isEqualTo(400);
    assertThat(malformed.body())
        .isEqualTo("\"zz\" is not a MAC address; write six pairs such as 52:54:00:12:34:56\n");
    HttpResponse<String> unknown = get("/ipxe?mac=52:54:00:00:00:99");
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(unknown.body())
        .isEqualTo(
            "no definition has the MAC address 52:54:00:00:00:99; add a file to the definitions"
                + " directory with \"mac\": \"52:54:00:00:00:99\"\n");
    HttpResponse<String> script = get("/ipxe?mac=52-54-00-12-34-56");
    assertThat(script.statusCode()).isEqualTo(200);
    assertThat(script.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
    assertThat(script.body())
        .startsWith("#!ipxe\n")
        .contains("config_url=http://10.0.0.1/config/" + MAC);
  }

  @Test
  void configurationHasPvmlabsKeysAndOurs() throws Exception {
    define("web1", WEB1);
    assertThat(get("/config/525400123456").body())
        .isEqualTo(
            "{\"cloud_init_url\":\"http://10.0.0.1/cloud-init/web1/\",\"distro\":\"debian-13\","
                + "\"arch\":\"x86_64\","
                + "\"rootfs_url\":\"http://10.0.0.1/images/debian-13/x86_64/rootfs.tar.gz\","
                + "\"kmods_url\":\"http://10.0.0.1/images/debian-13/x86_64/modules.cpio.gz\","
                + "\"kernel_url\":\"http://10.0.0.1/images/debian-13/x86_64/vmlinuz-6.12\","
                + "\"reboot_on_success\":true,"
                + "\"progress_url\":\"http://10.0.0.1/progress/52:54:00:12:34:56\","
                + "\"disk\":{},\"wipe\":\"blank-or-ours\"}");
    Files.writeString(directory.resolve("vms/web1.noreboot"), "");
    eventually(() -> get("/config/" + MAC).body().contains("\"reboot_on_success\":false"));
    assertThat(get("/config/52:54:00:00:00:99").statusCode()).isEqualTo(404);
    assertThat(get("/cloud-init/web1/meta-data").body()).contains("local-hostname: web1");
    assertThat(get("/cloud-init/web1/vendor-data").statusCode()).isEqualTo(200);
    assertThat(get("/cloud-init/web9/meta-data").statusCode()).isEqualTo(404);
    assertThat(get("/cloud-init/..%2fweb1/meta-data").statusCode()).isIn(400, 404);
  }

  @Test
  void aDefinitionWithAProblemIsNamedAndTheOthersAreServed() throws Exception {
    define("web1", WEB1);
    Files.writeString(
        directory.resolve("vms/bad.json"),
        "{\"name\": \"bad\", \"arch\": \"sparc\", \"mac\": \"52:54:00:00:00:02\"}");
    eventually(() -> get("/api/v1/problems").body().contains("bad.json"));
    assertThat(get("/ipxe?mac=52:54:00:00:00:02").body())
        .isEqualTo(
            "bad.json: arch: \"sparc\" is not an architecture of this stack; write x86_64 or"
                + " aarch64\n");
    HttpResponse<String> toIpxe = get("/ipxe?mac=52:54:00:00:00:02", "User-Agent", "iPXE/1.21.1");
    assertThat(toIpxe.statusCode()).isEqualTo(200);
    assertThat(toIpxe.body())
        .startsWith("#!ipxe\necho pxeboot-stack: bad.json: arch: 'sparc' is not")
        .endsWith("exit 1\n");
    assertThat(get("/ipxe?mac=" + MAC).statusCode()).isEqualTo(200);
  }

  @Test
  void theProvisionerItselfIsNotBooted() throws Exception {
    Files.writeString(
        directory.resolve("vms/provisioner.json"),
        "{\"name\": \"p\", \"role\": \"provisioner\", \"arch\": \"aarch64\", \"mac\": \"%s\"}"
            .formatted(MAC));
    eventually(() -> get("/ipxe?mac=" + MAC).body().contains("a provisioner is not booted"));
    assertThat(get("/ipxe?mac=" + MAC).statusCode()).isEqualTo(404);
    assertThat(get("/config/" + MAC).statusCode()).isEqualTo(404);
  }

  @Test
  void anImageThatWasNeverPulledIsNamedWithTheCure() throws Exception {
    define("web1", WEB1.replace("debian-13", "debian-99"));
    assertThat(get("/ipxe?mac=" + MAC).body())
        .isEqualTo(
            "web1.json: distro: \"debian-99\" for x86_64 was never pulled; run: pxeboot distro pull"
                + " debian-99 --arch x86_64\n");
  }

  @Test
  void onlyTheBootThatWasStartedMayReportAndItsStateSurvivesARestart() throws Exception {
    define("web1", WEB1);
    HttpResponse<String> script = get("/ipxe?mac=" + MAC, "User-Agent", "iPXE/1.21.1");
    assertThat(get("/api/v1/machines/web1").body()).contains("\"state\":\"script-served\"");
    Matcher token = Pattern.compile("pxeboot.token=(\\S+)").matcher(script.body());
    assertThat(token.find()).isTrue();

    String event = "{\"status\":\"failed\",\"phase\":\"disk\",\"message\":\"there is no disk\"}";
    assertThat(post("/progress/" + MAC, event, null)).isEqualTo(403);
    assertThat(post("/progress/" + MAC, event, "x".repeat(54))).isEqualTo(403);
    assertThat(post("/progress/52:54:00:00:00:99", event, token.group(1))).isEqualTo(403);
    assertThat(post("/progress/" + MAC, "{}", token.group(1))).isEqualTo(400);
    assertThat(post("/progress/" + MAC, "null", token.group(1))).isEqualTo(400);
    assertThat(post("/progress/" + MAC, event.replace("disk", "a\\nb"), token.group(1)))
        .isEqualTo(400);
    assertThat(get("/actuator/health").statusCode()).isEqualTo(404);
    assertThat(post("/progress/" + MAC, event, token.group(1))).isEqualTo(204);

    stop();
    run();
    assertThat(get("/api/v1/machines/web1").body())
        .contains("\"state\":\"failed\"", "\"phase\":\"disk\"", "\"message\":\"there is no disk\"");
    assertThat(post("/progress/" + MAC, event, token.group(1))).isEqualTo(204);
  }

  @Test
  void policyOnceLeavesAnInstalledMachineToItsDisk() throws Exception {
    define("web1", WEB1.replace("}", ", \"install\": {\"policy\": \"once\"}}"));
    HttpResponse<String> script = get("/ipxe?mac=" + MAC, "User-Agent", "iPXE/1.21.1");
    Matcher token = Pattern.compile("pxeboot.token=(\\S+)").matcher(script.body());
    assertThat(token.find()).isTrue();
    String event = "{\"status\":\"installed\",\"phase\":\"finish\"}";
    assertThat(post("/progress/" + MAC, event, token.group(1))).isEqualTo(204);
    assertThat(get("/ipxe?mac=" + MAC, "User-Agent", "iPXE/1.21.1").body())
        .isEqualTo("#!ipxe\necho pxeboot-stack: web1 is installed, its disk is next\nexit 1\n");
  }

  private void define(String name, String json) throws Exception {
    Files.writeString(directory.resolve("vms/" + name + ".json"), json);
    eventually(() -> get("/api/v1/machines/" + name).statusCode() == 200);
  }

  private interface Condition {
    boolean holds() throws Exception;
  }

  private static void eventually(Condition condition) throws Exception {
    long end = System.nanoTime() + 10_000_000_000L;
    while (!condition.holds()) {
      assertThat(System.nanoTime()).as("time waited").isLessThan(end);
      Thread.sleep(20);
    }
  }

  private HttpResponse<String> get(String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(url(path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private int post(String path, String body, @Nullable String token)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url(path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString()).statusCode();
  }

  private URI url(String path) {
    String port = Objects.requireNonNull(context).getEnvironment().getProperty("local.server.port");
    return URI.create("http://127.0.0.1:" + port + path);
  }
}
