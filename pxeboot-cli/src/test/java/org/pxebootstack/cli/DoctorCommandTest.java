package org.pxebootstack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What needs neither root nor network; the rest is tried in the container. */
class DoctorCommandTest {
  @TempDir private Path directory = Path.of("");

  @Test
  void looksAtTheDirectoriesOfTheEnvironment() throws IOException {
    Files.writeString(directory.resolve("web1.json"), "{");
    Map<String, String> environment =
        Map.of(
            "PROVISIONER_IP",
            "192.0.2.1",
            "VMS_DIR",
            directory.toString(),
            "IMAGES_DIR",
            directory.toString(),
            "STATE_DIR",
            directory + "/state");
    String expected =
        """
        address: PROVISIONER_IP is 192.0.2.1, an address that no interface here has, so neither the network nor the ports were looked at; set it to an address of this host, or look where the stack runs: docker exec pxeboot_stack pxeboot doctor
        definitions: 1 problem in %1$s; see them with: pxeboot vm validate %1$s
        state: nothing can be written in %1$s/state (NoSuchFileException); mount a directory there that root of the container may write to
        3 problems found
        """
            .formatted(directory);
    assertThat(CommandRun.of(environment, "doctor")).isEqualTo(new CommandRun(1, expected, ""));
  }

  @Test
  void looksWhereItIsTold() throws IOException {
    Files.writeString(
        directory.resolve("web1.json"),
        "{\"name\": \"web1\", \"arch\": \"x86_64\", \"mac\": \"52:54:00:00:00:01\"}");
    CommandRun run =
        CommandRun.of(
            Map.of("VMS_DIR", "/nowhere", "STATE_DIR", "/nowhere"),
            "doctor",
            "--vms-dir=" + directory,
            "--state-dir=" + directory,
            "--provisioner-ip=127.0.0.1",
            "--format=json");
    assertThat(run.out())
        .isEqualTo(
            """
            [ {
              "check" : "address",
              "severity" : "problem",
              "complaint" : "PROVISIONER_IP is 127.0.0.1, an address of lo, which is no Ethernet interface, so neither the network nor the ports were looked at",
              "cure" : "set it to the address of the interface that machines are connected to"
            } ]
            """);
    assertThat(run.exitCode()).isEqualTo(1);
  }

  @Test
  void needsAnAddressOfTheRightInterface() {
    assertThat(address("--provisioner-ip=127.0.0.1", "--interface=eth7"))
        .startsWith(
            "address: PROVISIONER_IP is 127.0.0.1, an address that eth7 does not have, so neither");
    assertThat(address("--provisioner-ip=fd00::1"))
        .startsWith("address: PROVISIONER_IP is fd00::1, no IPv4 address, so neither the network");
    assertThat(address())
        .isEqualTo(
            "address: PROVISIONER_IP is not set, so neither the network nor the ports were looked"
                + " at; set it, or say --provisioner-ip, such as 192.168.105.1");
    CommandRun bad = CommandRun.of(Map.of(), "doctor", "--provisioner-ip=lab");
    assertThat(bad.err())
        .isEqualTo(
            "pxeboot: \"lab\" is not an IP address; write one such as 192.168.105.2 or fd00::2\n");
    assertThat(CommandRun.of(Map.of(), "doctor", "--wrong").exitCode()).isEqualTo(2);
  }

  private String address(String... options) {
    String[] all = new String[options.length + 2];
    all[0] = "doctor";
    all[1] = "--vms-dir=" + directory;
    System.arraycopy(options, 0, all, 2, options.length);
    return CommandRun.of(Map.of(), all).out().lines().findFirst().orElseThrow();
  }
}
