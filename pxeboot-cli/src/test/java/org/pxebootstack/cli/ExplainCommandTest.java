package org.pxebootstack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is gathered; the text itself has its own test. */
class ExplainCommandTest {
  @TempDir private Path directory = Path.of("");

  @BeforeEach
  void define() throws IOException {
    Path image = Files.createDirectories(directory.resolve("images/debian-13/x86_64"));
    for (String each : List.of("vmlinuz-6.12", "initrd.img-6.12", "rootfs.tar.gz")) {
      Files.createFile(image.resolve(each));
    }
    Files.createFile(image.resolve("modules.cpio.gz"));
    write(
        "web1.json",
        """
        {"name": "web1", "arch": "x86_64", "mac": "52:54:00:12:34:56", "ip": "192.168.105.10",
         "subnet": "192.168.105.0/24", "pxeboot": true, "distro": "debian-13",
         "install": {"policy": "once",
           "users": [{"name": "admin", "password_hash": "$6$salt$abcdefgh"}]}}
        """);
    write(
        "web2.json", "{\"name\": \"WEB1\", \"arch\": \"x86_64\", \"mac\": \"52:54:00:12:34:57\"}");
    write("half.json", "{");
  }

  @ParameterizedTest
  @ValueSource(strings = {"web1", "WEB1", "52:54:00:12:34:56", "525400123456"})
  void explainsByNameOrMac(String machine) {
    CommandRun run = explain(machine, "--provisioner-ip", "192.168.105.1", "--domain", "lab");
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .startsWith("web1, 52:54:00:12:34:56, x86_64\n\n== Definition ==\nweb1.json is used.\n")
        .contains(
            "\n  web2.json: name: \"WEB1\" also stands in web1.json,",
            "\n  half.json: is not a JSON object",
            "\nIt is installed with debian-13, then restarted.\n",
            "\n192.168.105.10 web1.lab web1\n",
            "http://192.168.105.1/images/debian-13/x86_64/vmlinuz-6.12 ",
            "\"rootfs_url\" : \"http://192.168.105.1/images/debian-13/x86_64/rootfs.tar.gz\"",
            "passwd: \"(hidden: --show-secrets)\"",
            "- \"192.168.105.10/24\"")
        .doesNotContain("abcdefgh");
  }

  @Test
  void takesSettingsFromTheEnvironment() throws IOException {
    write("template", "#!ipxe\necho mine for {{name}} at {{base_url}}\n");
    Map<String, String> environment =
        Map.of(
            "VMS_DIR",
            "",
            "PVMLAB_VMS_DIR",
            directory.toString(),
            "IMAGES_DIR",
            directory + "/images",
            "PROVISIONER_IP",
            "fd00::1",
            "DOMAIN",
            "lab",
            "PVMLAB_TEMPLATE_PATH",
            directory + "/template");
    assertThat(CommandRun.of(environment, "explain", "web1").out())
        .contains(
            "\nThe iPXE script is made by the template " + directory + "/template.\n",
            "\n192.168.105.10 web1.lab web1\n",
            "\n#!ipxe\necho mine for web1 at http://[fd00::1]\n");
  }

  @Test
  void saysThatItDoesNotKnowTheStacksAddress() {
    assertThat(explain("web1").out())
        .startsWith(
            """
            web1, 52:54:00:12:34:56, x86_64
            PROVISIONER_IP is not set: URLs show 192.0.2.1 in its place, and network-config knows no static address.
            """)
        .contains("http://192.0.2.1/config/52:54:00:12:34:56");
  }

  @Test
  void leavesAnInstalledMachineToItsDisk() {
    assertThat(explain("web1", "--state", "installed").out())
        .contains("\nIt is left to its disk: web1 is installed.\n");
  }

  @Test
  void showsSecretsWhenAsked() {
    assertThat(explain("web1", "--show-secrets").out()).contains("passwd: $6$salt$abcdefgh");
  }

  @Test
  void anUnknownMachineIsToldWithWhatCouldBeTheReason() throws IOException {
    write("web3.json", "{\"name\": \"web3\", \"arch\": \"sparc\", \"mac\": \"52:54:00:00:00:03\"}");
    String why =
        "pxeboot: web3.json: arch: \"sparc\" is not an architecture of this stack; write x86_64 or"
            + " aarch64\n";
    assertThat(explain("web3")).isEqualTo(new CommandRun(1, "", why));
    assertThat(explain("52-54-00-00-00-03")).isEqualTo(new CommandRun(1, "", why));
    assertThat(explain("web9").err())
        .isEqualTo(
            """
            pxeboot: no definition has the name web9; add a file to the definitions directory with "name": "web9"
            pxeboot: perhaps it is this one: half.json: is not a JSON object (it ends too early at line 1, column 2); correct the file
            """);
  }

  @Test
  void aDirectoryThatDoesNotExistIsTheReason() {
    assertThat(CommandRun.of(Map.of(), "explain", "web1", "--vms-dir", "/nowhere"))
        .isEqualTo(
            new CommandRun(
                1,
                "",
                """
                pxeboot: no definition has the name web1; add a file to the definitions directory with "name": "web1"
                pxeboot: perhaps it is this one: /nowhere: does not exist; create or mount it
                """));
  }

  @Test
  void badSettingsAreOneSentenceEach() throws IOException {
    write("go", "#!ipxe\necho {{.Name}}\n");
    assertThat(explain("web 1").err())
        .isEqualTo(
            "pxeboot: \"web 1\" is neither a MAC address nor a machine's name; write one such as"
                + " 52:54:00:12:34:56 or web1\n");
    assertThat(explain("web1", "--provisioner-ip", "x").err())
        .isEqualTo(
            "pxeboot: \"x\" is not an IP address; write one such as 192.168.105.2 or fd00::2\n");
    assertThat(explain("web1", "--domain", "a b").err())
        .isEqualTo("pxeboot: \"a b\" is not a domain; write one such as pvmlab.local\n");
    assertThat(explain("web1", "--template", "/nowhere").err())
        .isEqualTo(
            "pxeboot: the template /nowhere can't be read (NoSuchFileException); correct its path or"
                + " its permissions\n");
    CommandRun run = explain("web1", "--template", directory + "/go");
    assertThat(run.err()).startsWith("pxeboot: the template " + directory + "/go: this is a Go");
    assertThat(run.exitCode()).isEqualTo(1);
  }

  private CommandRun explain(String... arguments) {
    List<String> all = new ArrayList<>(List.of("explain"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--vms-dir", directory.toString(), "--images-dir", directory + "/images"));
    return CommandRun.of(Map.of(), all.toArray(String[]::new));
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(directory.resolve(name), text);
  }
}
