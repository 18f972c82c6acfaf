package org.pxebootstack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ApiCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    CommandLine command = Pxeboot.commandLine(Map.of("PROVISIONER_IP", "192.168.105.1"));
    command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return command.execute(arguments);
  }

  @Test
  void optionsBecomeTheEnvironment() {
    assertThat(
            run(
                "api",
                "https://host/prefix",
                "--ca-file=/ca.pem",
                "--client-cert",
                "/c.pem",
                "--client-key",
                "/k.pem",
                "--token-file",
                "/t",
                "--timeout-seconds",
                "3",
                "--cache-seconds=60",
                "--file-root",
                "/srv/boot files",
                "--allow-private",
                "--allow",
                "127.0.0.2/32",
                "--key-file",
                "/key",
                "--print-environment"))
        .isZero();
    assertThat(out.toString().lines())
        .containsExactly(
            "BOOT_API_URL=https://host/prefix",
            "BOOT_API_CA_FILE=/ca.pem",
            "BOOT_API_CLIENT_CERT=/c.pem",
            "BOOT_API_CLIENT_KEY=/k.pem",
            "BOOT_API_TOKEN_FILE=/t",
            "BOOT_API_TIMEOUT=3",
            "BOOT_API_CACHE=60",
            "FILE_ROOT=/srv/boot files",
            "PROXY_ALLOW=127.0.0.2/32,private",
            "PROXY_KEY_FILE=/key");
  }

  @Test
  void mistakesAreOneSentence() {
    assertThat(run("api", "--print-environment")).isEqualTo(64);
    assertThat(run("api", "https://host", "--cache-seconds", "long", "--print-environment"))
        .isEqualTo(64);
    assertThat(run("api", "https://host", "--ca-file", "a\nPATH=/evil", "--print-environment"))
        .isEqualTo(64);
    assertThat(run("api", "https://host")).isEqualTo(64);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString().lines())
        .hasSize(4)
        .allMatch(
            each -> each.startsWith("pxeboot: ") && each.endsWith("; see pxeboot api --help"));
  }
}
