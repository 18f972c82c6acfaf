package org.pxebootstack.boothandler;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The status pages as HTML. */
@ExtendWith(SharedBootHandler.class)
class StatusPagesIT {
  private static final String HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>";

  @ParameterizedTest
  @ValueSource(strings = {"/", "/problems", "/unknown", "/images", "/machines/nobody"})
  void everyPageIsLockedDown(String path, RunningBootHandler handler) throws Exception {
    HttpResponse<String> page = handler.get(path);
    assertThat(page.statusCode()).isEqualTo(path.endsWith("nobody") ? 404 : 200);
    assertThat(header(page, "Content-Type")).isEqualTo("text/html;charset=UTF-8");
    assertThat(header(page, "Content-Security-Policy"))
        .startsWith("default-src 'none'; script-src 'self'; style-src 'self';")
        .contains("frame-ancestors 'none'")
        .doesNotContain("unsafe");
    assertThat(header(page, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(header(page, "Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(header(page, "Cache-Control")).isEqualTo("no-store");
    assertThat(page.headers().firstValue("Set-Cookie")).isEmpty();
    assertThat(page.body())
        .doesNotContain("style=", " onclick", "javascript:", "http://", "https://")
        .contains("<html lang=\"en\">", "<main id=\"main\"");
  }

  private static String header(HttpResponse<String> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  @Test
  void filesOfPagesAreKeptByBrowsersForAYear(RunningBootHandler handler) throws Exception {
    List<String> files = new ArrayList<>();
    Matcher paths =
        Pattern.compile("(?:src|href)=\"(/assets/[^\"]+)\"").matcher(handler.get("/").body());
    while (paths.find()) {
      files.add(paths.group(1));
    }
    assertThat(files).hasSize(5);
    for (String each : files) {
      HttpResponse<String> file = handler.get(each);
      assertThat(file.statusCode()).as(each).isEqualTo(200);
      assertThat(header(file, "Cache-Control")).isEqualTo("max-age=31536000, public, immutable");
      assertThat(header(file, "X-Content-Type-Options")).isEqualTo("nosniff");
    }
    assertThat(handler.get("/assets/0123456789abcdef/page.css").statusCode()).isEqualTo(404);
    assertThat(handler.get("/assets/0123456789abcdef/..%2fhead.mustache").statusCode())
        .isIn(400, 404);
  }

  @Test
  void whatNeedsAPersonComesFirstAndCanBeFound(RunningBootHandler handler) throws Exception {
    String fine = handler.boot("found-fine", "52:54:00:00:20:01", "127.0.32.1");
    handler.define("found-waits", ContractTexts.vm("found-waits", "52:54:00:00:20:03"));
    String bad = handler.boot("found-bad", "52:54:00:00:20:02", "127.0.32.2");
    assertThat(handler.postAs(fine, "/progress/52:54:00:00:20:01", ContractTexts.INSTALLED))
        .isEqualTo(204);
    assertThat(handler.postAs(bad, "/progress/52:54:00:00:20:02", ContractTexts.FAILED))
        .isEqualTo(204);
    assertThat(rows(handler.get("/?q=FOUND-").body()))
        .containsExactly("found-bad", "found-waits", "found-fine");
    assertThat(rows(handler.get("/?q=52:54:00:00:20:03").body())).containsExactly("found-waits");
    assertThat(rows(handler.get("/?q=found-&group=attention").body())).containsExactly("found-bad");
    assertThat(rows(handler.get("/?q=found-&group=done&page=7").body()))
        .containsExactly("found-fine");
    assertThat(handler.get("/?q=nobody-is-called-so").body()).contains("No machine is like that.");
  }

  private static List<String> rows(String page) {
    List<String> names = new ArrayList<>();
    Matcher row =
        Pattern.compile("<a id=\"[mfu]-[^\"]*-a\" href=\"[^\"]*\">([^<]*)<").matcher(page);
    while (row.find()) {
      names.add(row.group(1));
    }
    return names;
  }

  @Test
  void aMachineThatFailedSaysWhyAndWhatItsInstallerSaidLast(RunningBootHandler handler)
      throws Exception {
    String mac = "52:54:00:00:20:04";
    String first = handler.boot("page-fails", mac, "127.0.32.4");
    assertThat(handler.postAs(first, "/progress/" + mac, ContractTexts.INSTALLED)).isEqualTo(204);
    String token = handler.boot("page-fails", mac, "127.0.32.4");
    assertThat(handler.postAs(token, "/progress/" + mac, ContractTexts.RUNNING)).isEqualTo(204);
    String failed = ContractTexts.FAILED.replace("}", ",\"log\":\"one\\ntwo &amp; three\"}");
    assertThat(handler.postAs(token, "/progress/" + mac, failed)).isEqualTo(204);
    assertThat(handler.get("/machines/page-fails").body())
        .contains(
            "<p class=\"problem\" id=\"reason\">there is no disk</p>",
            ">one\ntwo &amp;amp; three</pre>",
            "Last boot",
            "The one before",
            "iPXE loads, kernel starts",
            "failed in phase disk",
            "<h3>iPXE script: GET /ipxe?mac&#x3D;" + mac + "</h3>",
            "cloud-init: GET /cloud-init/page-fails/user-data",
            "/api/v1/machines/page-fails/boot-disk");
  }

  @Test
  void secretsAreNotShown(RunningBootHandler handler) throws Exception {
    handler.define(
        "page-secret",
        ContractTexts.vm(
            "page-secret",
            "52:54:00:00:20:05",
            "\"users\": [{\"name\": \"a\", \"password_hash\": \"$6$salt$"
                + "x".repeat(86)
                + "\"}], \"user_data\": \"password: very-secret\""));
    assertThat(handler.get("/machines/page-secret").body())
        .contains("hidden: pxeboot explain --show-secrets")
        .doesNotContain("$6$salt", "very-secret", "pxeboot.token=ey");
  }

  @Test
  void whoAskedAndIsNotDefinedIsShownUntilItIs(RunningBootHandler handler) throws Exception {
    String mac = "52:54:00:00:20:06";
    var _ = handler.get("/ipxe?mac=52:54:00:00:20:07");
    var _ = handler.getFrom("127.0.32.6", "/ipxe?mac=" + mac, "User-Agent", "iPXE/1.21.1");
    var _ = handler.getFrom("127.0.32.6", "/ipxe?mac=525400002006", "User-Agent", "iPXE/1.21.1");
    String page = handler.get("/unknown").body();
    assertThat(page)
        .contains("Asked 2 times from <span class=\"mono\">127.0.32.6</span>")
        .contains("&quot;mac&quot;: &quot;" + mac + "&quot;,")
        .doesNotContain("52:54:00:00:20:07");
    assertThat(handler.get("/api/v1/unknown").body())
        .contains("{\"mac\":\"" + mac + "\",\"address\":\"127.0.32.6\",\"first_asked_at\":\"");
    handler.eventually(
        "a row of its own", () -> rows(handler.get("/?q=" + mac).body()).equals(List.of(mac)));
    handler.define("page-known", ContractTexts.vm("page-known", mac));
    assertThat(handler.get("/unknown").body()).doesNotContain(mac);
    assertThat(handler.get("/api/v1/unknown").body()).doesNotContain(mac);
    handler.eventually(
        "its row", () -> rows(handler.get("/?q=" + mac).body()).equals(List.of("page-known")));
  }

  @Test
  void imagesAreShownWithWhatIsMissing(RunningBootHandler handler) throws Exception {
    Path broken = Files.createDirectories(handler.images().resolve("broken-1/aarch64"));
    Files.writeString(broken.resolve("vmlinuz-1"), "kernel");
    Path listed = Files.createDirectories(handler.images().resolve("listed-1/x86_64"));
    Files.writeString(listed.resolve("vmlinuz-1"), "kernel");
    Files.writeString(
        listed.resolve("manifest.json"),
        """
        {"distro": "listed-1", "arch": "x86_64", "created": "2026-11-01T00:00:00Z", "packages_sha256": "0", "kernel": "vmlinuz-1",
         "initrd": "initrd.img-1", "modules": "modules.cpio.gz", "rootfs": "rootfs.tar.zst",
         "files": [{"name": "vmlinuz-1", "size": 7, "sha256": "%s"}, {"name": "rootfs.tar.zst", "size": 1, "sha256": "%s"}]}
        """
            .formatted("a".repeat(64), "b".repeat(64)));
    assertThat(handler.get("/images").body())
        .contains(
            "<h2>debian-13, x86_64</h2>",
            "<h2>broken-1, aarch64</h2>",
            "there is no root file system, rootfs.tar.zst or .gz; pull the image again",
            "vmlinuz-1 has 6 bytes, its manifest says 7; pull the image again",
            "rootfs.tar.zst is missing; pull the image again",
            "a".repeat(64));
  }

  @Test
  void buttonsNeedTheAdminToken(RunningBootHandler handler) throws Exception {
    String mac = "52:54:00:00:20:08";
    var _ = handler.boot("page-asked", mac, "127.0.32.8");
    String disk = "/api/v1/machines/page-asked/boot-disk";
    assertThat(handler.post(disk, "").statusCode()).isEqualTo(401);
    assertThat(handler.postAs("wrong-token-of-somebody", disk, "")).isEqualTo(403);
    assertThat(handler.postAs(RunningBootHandler.ADMIN_TOKEN, disk, "")).isEqualTo(200);
    assertThat(handler.machine("page-asked", "disk_asked_at")).isNotEmpty();
    assertThat(handler.getFrom("127.0.32.8", "/ipxe?mac=" + mac).body())
        .isEqualTo(
            "#!ipxe\necho pxeboot-stack: page-asked is to boot its disk until a reinstallation is"
                + " asked for, its disk is next\nexit 1\n");
    assertThat(handler.get("/v1/boot/" + mac).statusCode()).isEqualTo(404);
    assertThat(handler.get("/machines/page-asked").body())
        .contains("It is left to its disk: page-asked is to boot its disk");
    assertThat(
            handler.postAs(
                RunningBootHandler.ADMIN_TOKEN, "/api/v1/machines/page-asked/reinstall", ""))
        .isEqualTo(200);
    assertThat(handler.getFrom("127.0.32.8", "/ipxe?mac=" + mac).body())
        .contains("installing debian-13 on page-asked");
    assertThat(handler.get("/api/v1/machines/page-asked/events").body())
        .contains("\"kind\":\"disk-requested\"");
  }

  /** In every field that comes from a file, from a URL or from the network. */
  @Test
  void whatIsHostileIsText(RunningBootHandler handler) throws Exception {
    String json = HOSTILE.replace("\"", "\\\"");
    Files.writeString(
        handler.vms().resolve("<script>hostile<.json"),
        "{\"name\": \"%1$s\", \"mac\": \"%1$s\", \"ip\": \"%1$s\", \"arch\": \"%1$s\", \"distro\": \"%1$s\"}"
            .formatted(json));
    String mac = "52:54:00:00:20:09";
    String token = handler.boot("hostile", mac, "127.0.32.9");
    assertThat(
            handler.postAs(
                token,
                "/progress/" + mac,
                "{\"status\":\"failed\",\"phase\":\"disk\",\"message\":\"%1$s\",\"log\":\"%1$s\"}"
                    .formatted(json)))
        .isEqualTo(204);
    var _ =
        handler.get(
            "/ipxe?mac=52:54:00:00:20:0a",
            "User-Agent",
            "iPXE/" + HOSTILE,
            "X-Forwarded-For",
            HOSTILE);
    Files.writeString(
        handler.directory().resolve("doctor.json"),
        "[{\"check\":\"%1$s\",\"severity\":\"problem\",\"complaint\":\"%1$s\",\"cure\":\"%1$s\"}]"
            .formatted(json));
    Path image = Files.createDirectories(handler.images().resolve("hostile-1/x86_64"));
    Files.writeString(image.resolve("<script>"), "x");
    Files.writeString(
        image.resolve("manifest.json"),
        """
        {"distro": "hostile-1", "arch": "x86_64", "created": "%1$s", "packages_sha256": "0", "kernel": "vmlinuz-1",
         "initrd": "initrd.img-1", "modules": "modules.cpio.gz", "rootfs": "rootfs.tar.zst",
         "files": [{"name": "vmlinuz-1", "size": 7, "sha256": "%1$s"}]}
        """
            .formatted(json));
    handler.eventually(
        "the problems", () -> handler.get("/problems").body().contains("script&gt;hostile"));
    String quoted = "%3Cscript%3Ealert(1)%3C/script%3E%22'%3E%3Cimg%20src=x%20onerror=alert(1)%3E";
    for (String path :
        List.of(
            "/",
            "/?q=" + quoted,
            "/?q=hostile&group=" + quoted + "&page=" + quoted,
            "/problems",
            "/unknown",
            "/images",
            "/machines/hostile",
            "/machines/" + quoted.replace("/", "%2e"))) {
      String page = handler.get(path).body();
      String shown =
          page.replaceAll("<script src=\"/assets/[0-9a-f]+/[a-z]+\\.js\" defer></script>", "");
      assertThat(shown).as(path).doesNotContain("<script", "<img", "'><", "\"'>");
    }
    assertThat(handler.get("/problems").body()).contains("&lt;script&gt;alert(1)&lt;/script&gt;");
    assertThat(handler.get("/machines/hostile").body()).contains("&lt;img src&#x3D;x onerror");
    assertThat(handler.get("/images").body()).contains("&lt;script&gt;");
    try (EventStream stream = new EventStream(handler, "/streams/machines/hostile")) {
      assertThat(stream.next("the machine", each -> each.name().equals("message")).data())
          .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
          .doesNotContain("<script", "<img");
    }
  }
}
