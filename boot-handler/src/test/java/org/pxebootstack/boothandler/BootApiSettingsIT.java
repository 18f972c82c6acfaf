package org.pxebootstack.boothandler;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a boot API is reached, and what can be wrong with saying so. */
class BootApiSettingsIT {
  private static final String MAC = "52:54:00:00:90:01";
  private static final String QUESTION = "/v1/boot/" + MAC;

  @TempDir private Path directory = Path.of("");

  private static String ask(RunningBootHandler handler) throws Exception {
    return handler.get("/ipxe?mac=" + MAC, "User-Agent", "iPXE/1.21.1").body();
  }

  @Test
  void certificatesAndTokensAreShownToTheApiAlone() throws Exception {
    TestCertificate server = TestCertificate.make(directory, "server");
    TestCertificate client = TestCertificate.make(directory, "client");
    SSLServerSocket listener =
        (SSLServerSocket)
            server
                .server(client)
                .getServerSocketFactory()
                .createServerSocket(FreePort.find(), 50, InetAddress.ofLiteral("127.0.0.1"));
    listener.setNeedClientAuth(true);
    Path token = Files.writeString(directory.resolve("token"), "token-of-a-file\n");
    try (ScriptedServer api = new ScriptedServer(listener)) {
      String url = "https://" + api.authority();
      api.onJson(QUESTION, "{\"kernel\": \"k\"}").onJson("/k", "a kernel");
      try (RunningBootHandler handler =
          new RunningBootHandler(directory.resolve("good"))
              .with("BOOT_API_URL", url)
              .with("BOOT_API_CA_FILE", server.certificate().toString())
              .with("BOOT_API_CLIENT_CERT", client.both().toString())
              .with("BOOT_API_TOKEN_FILE", token.toString())
              .start()) {
        String script = ask(handler);
        assertThat(script).contains("kernel --name vmlinuz http://10.0.0.1/sealed/");
        String path = script.replaceAll("(?s).*http://10.0.0.1(/sealed/\\S+).*", "$1");
        assertThat(handler.get(path).body()).isEqualTo("a kernel");
        assertThat(api.requests("/k").getFirst().headers())
            .containsEntry("Authorization", "Bearer token-of-a-file");
        api.on(QUESTION, ScriptedServer.redirect("http://127.0.0.1:1/"));
        assertThat(ask(handler)).contains("redirects from https to http, which is not followed");
        assertThat(handler.log()).doesNotContain("token-of-a-file");
      }
      try (RunningBootHandler stranger =
          new RunningBootHandler(directory.resolve("stranger")).with("BOOT_API_URL", url).start()) {
        assertThat(ask(stranger))
            .contains("can't be trusted, BOOT_API_CA_FILE can name its authority (");
      }
    }
  }

  @Test
  void answersAreUsedAgainWhereThatIsWanted() throws Exception {
    try (ScriptedServer api = new ScriptedServer("127.0.0.1");
        RunningBootHandler handler =
            new RunningBootHandler(directory)
                .with("BOOT_API_URL", api.url(""))
                .with("BOOT_API_CACHE", "5s")
                .start()) {
      api.onJson(QUESTION, "{\"kernel\": \"k\"}");
      String first = ask(handler);
      // Each has names of its own.
      assertThat(ask(handler)).contains("/k ").isNotEqualTo(first);
      assertThat(api.requests(QUESTION)).hasSize(1);
      handler.eventually(
          "another question",
          () -> {
            handler.get("/ipxe?mac=" + MAC);
            return api.requests(QUESTION).size() == 2;
          });
      // What the API has not, it may have a moment later.
      handler.eventually(
          "nothing to be kept",
          () -> {
            api.on(QUESTION, ScriptedServer.status(404, ""));
            return handler.get("/ipxe?mac=" + MAC).body().contains("answered 404");
          });
      api.onJson(QUESTION, "{\"kernel\": \"there\"}");
      assertThat(ask(handler)).contains("/there ");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          BOOT_API_URL|ftp://host/|BOOT_API_URL: "ftp://host/" is not the URL of a boot API; write one such as https://host/prefix
          BOOT_API_TIMEOUT|0|BOOT_API_TIMEOUT is not between nothing and 60s; write such as 5s
          BOOT_API_TIMEOUT|soon|BOOT_API_TIMEOUT: "soon" can't be used; write a time such as 30d or 12h
          BOOT_API_CACHE|-1|BOOT_API_CACHE is less than nothing; write such as 30s
          BOOT_API_CA_FILE|/none|BOOT_API_CA_FILE: /none can't be read; mount the file there, readable for user pxeboot
          BOOT_API_CA_FILE|/etc/hostname|BOOT_API_CA_FILE: /etc/hostname holds no certificate in PEM; write them as in -----BEGIN CERTIFICATE-----, and the key without a password
          BOOT_API_CLIENT_CERT|/etc/hostname|BOOT_API_CLIENT_CERT: /etc/hostname holds no certificate and key in PEM; write them as in -----BEGIN CERTIFICATE-----, and the key without a password
          BOOT_API_CLIENT_KEY|/none|BOOT_API_CLIENT_KEY is set without BOOT_API_CLIENT_CERT; name the certificate too
          BOOT_API_TOKEN|two words|BOOT_API_TOKEN has no token; write printable ASCII without blanks, on one line
          BOOT_API_TOKEN_FILE|/dev/null|BOOT_API_TOKEN_FILE: /dev/null can't be read; mount the file there, readable for user pxeboot
          FILE_ROOT|/none|FILE_ROOT: /none is no directory that boot-handler can read; mount it there, and write its whole path
          PROXY_ALLOW|all|PROXY_ALLOW: "all" is not a network; write one such as 192.168.105.0/24 or fd00::/64; or write private for all private networks
          PROXY_KEY_FILE|/etc/hostname|PROXY_KEY_FILE: /etc/hostname has no key of 32 bytes; make one with: openssl rand -hex 32
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
}
