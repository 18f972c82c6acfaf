package org.pxebootstack.boothandler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Files of others' servers, good ones and bad ones, as a machine gets them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SealedFilesIT {
  private static final Pattern SEALED = Pattern.compile("http://10\\.0\\.0\\.1(/sealed/\\S+)");
  private static final String CONTENT = "0123456789".repeat(1000);

  private final ScriptedServer api;
  private final RunningBootHandler handler;
  private int machines;

  SealedFilesIT(@TempDir Path directory) throws Exception {
    this.api = new ScriptedServer("127.0.0.1");
    Path root = Files.createDirectories(directory.resolve("root"));
    Files.writeString(root.resolve("local"), CONTENT);
    Path hosts = Files.writeString(directory.resolve("hosts"), "127.0.0.1 rebound.example\n");
    this.handler =
        new RunningBootHandler(directory)
            .with("BOOT_API_URL", api.url("/"))
            .with("FILE_ROOT", root.toString())
            .with("PXEBOOT_PROXY_PATIENCE", "2s")
            .with("JAVA_TOOL_OPTIONS", "-Djdk.net.hosts.file=" + hosts)
            .start();
  }

  @AfterAll
  void stop() throws IOException {
    handler.close();
    api.close();
  }

  /** The path of a name that the stack has sealed for some machine. */
  private String sealed(String url) throws Exception {
    machines++;
    String mac = "52:54:00:00:80:%02x".formatted(machines);
    api.onJson("/v1/boot/" + mac, "{\"kernel\": \"" + url + "\"}");
    String script = handler.get("/ipxe?mac=" + mac).body();
    Matcher matcher = SEALED.matcher(script);
    assertThat(matcher.find()).as(script).isTrue();
    return matcher.group(1);
  }

  private HttpResponse<String> head(String path) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request(path).HEAD().build(), HttpResponse.BodyHandlers.ofString());
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(handler.url(path)).timeout(Duration.ofSeconds(60));
  }

  /** Takes ranges and HEAD, as a good one does. */
  private static final ScriptedServer.Answer GOOD =
      (request, out) -> {
        String range = request.headers().get("Range");
        String body = range == null ? CONTENT : CONTENT.substring(10, 15);
        ScriptedServer.head(
            out,
            range == null ? 200 : 206,
            body.length(),
            "Accept-Ranges: bytes",
            "ETag: \"7\"",
            "Content-Type: text/html",
            "Set-Cookie: a=b",
            "X-Accel-Redirect: /images/secret",
            range == null ? "X-Whole: yes" : "Content-Range: bytes 10-14/10000");
        if (!request.method().equals("HEAD")) {
          out.write(body.getBytes(StandardCharsets.US_ASCII));
        }
      };

  @Test
  void aFileIsPassedOn() throws Exception {
    api.on("/dir/image.iso", GOOD);
    String path = sealed("dir/image.iso?a=b");
    assertThat(path).endsWith("/image.iso");
    HttpResponse<String> whole = handler.get(path);
    assertThat(whole.statusCode()).isEqualTo(200);
    assertThat(whole.body()).isEqualTo(CONTENT);
    assertThat(whole.headers().map())
        .containsEntry("Content-Length", List.of("10000"))
        .containsEntry("ETag", List.of("\"7\""))
        .containsEntry("Accept-Ranges", List.of("bytes"))
        .containsEntry("Content-Type", List.of("application/octet-stream"))
        .doesNotContainKeys("Set-Cookie", "X-Whole", "X-Accel-Redirect");
    assertThat(api.requests("/dir/image.iso").getFirst().target()).isEqualTo("/dir/image.iso?a=b");
    HttpResponse<String> part =
        handler.get(path, "Range", "bytes=10-14", "If-Range", "\"7\"", "Cookie", "secret");
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).isEqualTo("01234");
    assertThat(part.headers().firstValue("Content-Range")).hasValue("bytes 10-14/10000");
    var asked = api.requests("/dir/image.iso").getLast();
    assertThat(asked.headers())
        .containsEntry("Range", "bytes=10-14")
        .containsEntry("If-Range", "\"7\"")
        .doesNotContainKeys("Cookie", "X-Forwarded-For");
    HttpResponse<String> head = head(path);
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.headers().firstValue("Content-Length")).hasValue("10000");
    assertThat(api.requests("/dir/image.iso").getLast().method()).isEqualTo("HEAD");
  }

  @Test
  void aServerWithoutHeadIsAskedWithGet() throws Exception {
    api.on(
        "/no-head",
        (request, out) -> {
          if (request.method().equals("HEAD")) {
            ScriptedServer.head(out, 405, 0);
          } else {
            ScriptedServer.head(out, 200, 1L << 40);
            ScriptedServer.zeros(out, -1);
          }
        });
    assertThat(head(sealed("no-head")).headers().firstValue("Content-Length"))
        .hasValue(Long.toString(1L << 40));
  }

  @Test
  void aLocalFileIsServedWithRanges() throws Exception {
    String path = sealed("file://" + handler.vms().resolveSibling("root/local"));
    assertThat(handler.get(path).body()).isEqualTo(CONTENT);
    HttpResponse<String> part = handler.get(path, "Range", "bytes=10-14");
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).isEqualTo("01234");
    assertThat(part.headers().firstValue("Content-Range")).hasValue("bytes 10-14/10000");
    assertThat(handler.get(path, "Range", "bytes=-3").body()).isEqualTo("789");
    assertThat(handler.get(path, "Range", "bytes=10000-").statusCode()).isEqualTo(416);
    assertThat(handler.get(path, "Range", "lines=1-2").statusCode()).isEqualTo(200);
    assertThat(head(path).headers().firstValue("Content-Length")).hasValue("10000");
  }

  /** So this stack is nobody's open proxy. */
  @Test
  void namesThatWereNotGivenAreRefused() throws Exception {
    api.on("/k", GOOD);
    String path = sealed("k");
    int middle = path.length() / 2;
    char other = path.charAt(middle) == 'A' ? 'B' : 'A';
    String changed = path.substring(0, middle) + other + path.substring(middle + 1);
    for (String each :
        List.of(
            changed, path + "x", path.replace("/k", ""), "/sealed/", "/sealed", "/sealed/x/y")) {
      HttpResponse<String> answer = handler.get(each);
      assertThat(answer.statusCode()).as(each).isEqualTo(404);
      assertThat(answer.body())
          .isEqualTo("this stack gave no such name since it was started; boot the machine again\n");
    }
    assertThat(api.requests("/k")).isEmpty();
  }

  @Test
  void whatAServerDoesWrongIsSaid() throws Exception {
    api.on("/404", ScriptedServer.status(404, "no"));
    refused(sealed("404"), 502, api.url("/404") + " answered 404\n");
    api.on("/504", ScriptedServer.status(504, "no"));
    refused(sealed("504"), 504, api.url("/504") + " answered 504\n");
    api.on("/packed", ScriptedServer.status(200, "packed", "Content-Encoding: gzip"));
    refused(
        sealed("packed"), 502, "answered with Content-Encoding \"gzip\", which nobody asked for\n");
    api.on("/silent", (_, _) -> Thread.sleep(Duration.ofMinutes(1)));
    refused(sealed("silent"), 504, "/silent did not answer in time\n");
    api.on("/loop", ScriptedServer.redirect("/loop"));
    refused(sealed("loop"), 502, "redirects more than 5 times\n");
    api.on("/local", ScriptedServer.redirect("file:///etc/passwd"));
    refused(sealed("local"), 502, "redirects to what is no http or https URL\n");
    refused(
        sealed("http://127.0.0.1:1/"),
        502,
        "127.0.0.1 is at 127.0.0.1, which is not a public address; where that is right, start the stack with PROXY_ALLOW=127.0.0.1/32\n");
    refused(
        sealed("http://no.such.name.example/"),
        502,
        "the name no.such.name.example has no address; correct it, or DNS\n");
    api.on("/private", ScriptedServer.redirect("http://192.168.1.1/"));
    refused(sealed("private"), 502, "192.168.1.1, which is not a public address");
    // What a name stands for is looked at when the connection is made.
    refused(
        sealed("http://rebound.example:" + api.authority().split(":")[1] + "/k"),
        502,
        "rebound.example is at 127.0.0.1, which is not a public address");
    handler.eventually("the log", () -> handler.log().contains("52:54:00:00:80:"));
  }

  private void refused(String path, int status, String sentence) throws Exception {
    HttpResponse<String> answer = handler.get(path);
    assertThat(answer.body()).contains(sentence);
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body().lines()).hasSize(1);
  }

  /** A machine that believes that it has all of a file would boot half of a kernel. */
  @Test
  void aFileThatBreaksOffIsSeenToBreakOff() throws Exception {
    List<Long> lengths = List.of(1_000_000L, -1L);
    for (long length : lengths) {
      api.on(
          "/dies" + length,
          (_, out) -> {
            if (length < 0) {
              ScriptedServer.head(out, 200, -1, "Transfer-Encoding: chunked");
              out.write("186A0\r\n".getBytes(StandardCharsets.US_ASCII));
            } else {
              ScriptedServer.head(out, 200, length);
            }
            ScriptedServer.zeros(out, 100_000);
          });
      String path = sealed("dies" + length);
      assertThatThrownBy(() -> handler.get(path)).isInstanceOf(IOException.class);
      handler.eventually(
          "the reason in the log",
          () -> handler.log().contains("/dies" + length + " broke the connection off, after "));
    }
    api.on(
        "/stalls",
        (_, out) -> {
          ScriptedServer.head(out, 200, 1_000_000);
          ScriptedServer.zeros(out, 100_000);
          out.flush();
          Thread.sleep(Duration.ofMinutes(1));
        });
    String path = sealed("stalls");
    assertThatThrownBy(() -> handler.get(path)).isInstanceOf(IOException.class);
    handler.eventually(
        "the reason in the log",
        () ->
            handler
                .log()
                .contains("/stalls did not answer in time, after 100000 of 1000000 bytes"));
    assertThat(handler.log()).doesNotContain("Exception", "\tat ");
  }

  @Test
  void whatIsBeyondTheLengthIsNotPassedOn() throws Exception {
    api.on(
        "/more",
        (_, out) -> {
          ScriptedServer.head(out, 200, 10);
          ScriptedServer.zeros(out, 100_000);
        });
    assertThat(handler.get(sealed("more")).body()).hasSize(10);
  }

  /** Whoever reads slowly, or is read slowly, holds up nobody else; and no machine takes it all. */
  @Test
  void slowStreamsHoldUpNobody() throws Exception {
    api.on(
        "/slow",
        (_, out) -> {
          ScriptedServer.head(out, 200, 1_000_000);
          while (true) {
            out.write(0);
            out.flush();
            Thread.sleep(200);
          }
        });
    api.on("/quick", GOOD);
    String quick = sealed("quick");
    String slow = sealed("slow");
    assertThat(handler.get(quick).statusCode()).isEqualTo(200);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor();
        HttpClient client = HttpClient.newHttpClient()) {
      List<Future<Integer>> asked = new ArrayList<>();
      List<InputStream> open = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        HttpResponse<InputStream> stream =
            client.send(request(slow).build(), HttpResponse.BodyHandlers.ofInputStream());
        assertThat(stream.statusCode()).isEqualTo(200);
        open.add(stream.body());
      }
      HttpResponse<String> tooMany = handler.get(slow);
      assertThat(tooMany.statusCode()).isEqualTo(503);
      assertThat(tooMany.headers().firstValue("Retry-After")).hasValue("5");
      asked.add(threads.submit(() -> handler.get(quick).statusCode()));
      asked.add(threads.submit(() -> handler.get("/api/v1/problems").statusCode()));
      long start = System.nanoTime();
      for (Future<Integer> each : asked) {
        assertThat(each.get()).isEqualTo(200);
      }
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
      for (InputStream each : open) {
        each.close();
      }
    }
    handler.eventually("room again", () -> head(slow).statusCode() != 503);
  }

  @Test
  void memoryStaysFlatHoweverLargeAFileIs() throws Exception {
    api.on(
        "/large",
        (_, out) -> {
          ScriptedServer.head(out, 200, 2L << 30);
          ScriptedServer.zeros(out, 2L << 30);
        });
    String path = sealed("large");
    assertThat(drain(path)).isEqualTo(2L << 30);
    Footprint first = Footprint.of(handler);
    assertThat(drain(path)).isEqualTo(2L << 30);
    Footprint.of(handler).assertNoLargerThan(first);
  }

  private long drain(String path) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<InputStream> answer =
          client.send(request(path).build(), HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream in = answer.body()) {
        return in.transferTo(OutputStream.nullOutputStream());
      }
    }
  }
}
