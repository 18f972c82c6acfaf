package org.pxebootstack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.pxebootstack.command.Command;
import org.pxebootstack.command.CommandResult;

/** The container in an environment that is wrong, late, or replaced. */
@Execution(ExecutionMode.SAME_THREAD)
class StackEnvironmentIT {
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "PROVISIONER_IP", "192.168.105.1",
          "DHCP_RANGE_START", "192.168.105.100",
          "DHCP_RANGE_END", "192.168.105.200");

  @TempDir private Path vms = Path.of("");

  @Test
  void whatTheEnvironmentShowsIsSaidAtOnceAndExits78() throws IOException {
    CommandResult result =
        Command.of("docker", "run", "--rm", "--network", "none", "--env", "PROVISIONER_IP=lab")
            .with("--env", "DHCP_RANGE_START=192.168.105.100", "--env", "STATE_DIR=/proc/none")
            .with(TestLab.required("pxeboot.image"))
            .tryRun();
    assertThat(result.exitCode()).isEqualTo(78);
    assertThat(result.errors())
        .isEqualTo(
            """
            pxeboot-stack: PROVISIONER_IP: "lab" is not an IPv4 address; write one such as 192.168.105.1
            pxeboot-stack: DHCP_RANGE_END is not set: set it to the last address to hand out
            pxeboot-stack: STATE_DIR is /proc/none, where nothing can be written: mount a volume there that is not read-only
            """);
  }

  /** Options and what they name, as the user that reads the files. */
  @Test
  void whatIsWrongWithABootApiIsSaidBeforeAnythingStarts() throws IOException {
    CommandResult usage = api("https://boot.example/", "--cache-seconds", "long");
    assertThat(usage.exitCode()).isEqualTo(64);
    assertThat(usage.errors()).startsWith("pxeboot: Invalid value for option '--cache-seconds'");
    CommandResult missing = api("https://boot.example/", "--ca-file", "/none");
    assertThat(missing.exitCode()).isEqualTo(78);
    assertThat(missing.errors())
        .isEqualTo(
            "pxeboot-stack: BOOT_API_CA_FILE: /none can't be read; mount the file there, readable for user pxeboot\n");
    CommandResult wrong = api("ftp://boot.example/", "--timeout-seconds", "0");
    assertThat(wrong.exitCode()).isEqualTo(78);
    assertThat(wrong.errors())
        .isEqualTo(
            """
            pxeboot-stack: BOOT_API_URL: "ftp://boot.example/" is not the URL of a boot API; write one such as https://host/prefix
            pxeboot-stack: BOOT_API_TIMEOUT is not between nothing and 60s; write such as 5s
            """);
  }

  private static CommandResult api(String... arguments) throws IOException {
    return Command.of("docker", "run", "--rm", "--network", "none")
        .with("--env", "PROVISIONER_IP=192.168.105.1", TestLab.required("pxeboot.image"), "api")
        .with(arguments)
        .tryRun();
  }

  @Test
  void whatTheNetworkShowsIsSaidTogetherAndExits78() throws IOException {
    Map<String, String> environment = new HashMap<>(ENVIRONMENT);
    environment.put("DHCP_RANGE_V6_START", "fd00:cafe::100");
    environment.put("DHCP_RANGE_V6_END", "fd00:cafe::200");
    try (TestStack stack = new TestStack("environment", vms, environment)) {
      stack.start();
      stack.plugIn("fd00:cafe::1/80", "192.168.105.1/25");
      assertThat(stack.awaitEnd(Duration.ofSeconds(20))).isEqualTo(78);
      assertThat(stack.log())
          .isEqualTo(
              """
              pxeboot-stack: PROVISIONER_IP is 192.168.105.1, an address that no interface has yet: waiting up to 30 s for it
              pxeboot-stack: DHCP_RANGE_END is 192.168.105.200, outside 192.168.105.1/25 of eth0: choose an address inside it
              pxeboot-stack: DHCP_RANGE_V6_START is fd00:cafe::100, in fd00:cafe::1/80 of eth0: give that address to eth0 with /64, the only length that machines take from router advertisements
              """);
    }
  }

  @Test
  void anInterfaceThatNeverComesIsWaitedForAndExits78() throws IOException {
    Map<String, String> environment = new HashMap<>(ENVIRONMENT);
    environment.put("PXE_INTERFACE", "eth7");
    try (TestStack stack = new TestStack("environment", vms, environment)) {
      stack.start();
      assertThat(stack.awaitEnd(Duration.ofSeconds(60))).isEqualTo(78);
      assertThat(stack.log())
          .isEqualTo(
              """
              pxeboot-stack: PXE_INTERFACE is eth7, which does not exist yet: waiting up to 30 s for it
              pxeboot-stack: PXE_INTERFACE is eth7, which does not exist: there is no interface but the loopback: give the container a network (waited 30 s)
              """);
    }
  }

  @Test
  void itEndsAtOnceWhileItWaits() throws IOException {
    try (TestStack stack = new TestStack("environment", vms, ENVIRONMENT)) {
      stack.start();
      assertThat(stack.end()).isLessThan(Duration.ofSeconds(3));
      assertThat(stack.log()).doesNotContain("Traceback");
    }
  }

  /** Without its gratuitous ARP, machines send to the MAC of the one before for up to 45 s. */
  @Test
  void aStackThatReplacesAnotherIsReachedAtOnce() throws IOException {
    try (TestStack stack = new TestStack("environment", vms, ENVIRONMENT)) {
      stack.start();
      stack.plugIn("192.168.105.1/24");
      awaitAnswer(stack, Duration.ofSeconds(60));
      stack.replace();
      stack.plugIn("192.168.105.1/24");
      Await.that(
          "the second stack to serve",
          Duration.ofSeconds(60),
          () -> stack.log().contains("TFTP root is /tftpboot"),
          stack::log);
      awaitAnswer(stack, Duration.ofSeconds(5));
    }
  }

  private static void awaitAnswer(TestStack stack, Duration longest) throws IOException {
    Command curl =
        Command.of("curl", "--silent", "--fail", "--connect-timeout", "1")
            .with("http://192.168.105.1/tftpboot/boot.ipxe");
    Await.that(
        "the stack to answer",
        longest,
        () -> stack.network().inside(curl).tryRun().succeeded(),
        stack::log);
  }
}
