package org.pxebootstack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.model.AccessMode;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Volume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pxebootstack.command.Command;
import org.pxebootstack.contract.install.ContractJson;

/** The image and the container: what is in it, how little it may be allowed, how it is watched. */
class StackContainerIT {
  private static final DefinedMachine MACHINE = new DefinedMachine("web1", 1, 1);
  private static final String NGINX_EXTRA = "/run/pxeboot-stack/nginx-user-broken.conf";
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Duration TWO_CHECKS = Duration.ofSeconds(60);

  /** Nothing but what must be there: see docs/threat-model.md. */
  private static final Capability[] LEAST = {
    Capability.NET_ADMIN, Capability.NET_RAW, Capability.NET_BIND_SERVICE, Capability.NET_BROADCAST
  };

  private static final Capability[] USERS_APART = {
    Capability.NET_ADMIN,
    Capability.NET_RAW,
    Capability.NET_BIND_SERVICE,
    Capability.SETUID,
    Capability.SETGID,
    Capability.KILL
  };

  @TempDir private Path directory = Path.of("");

  private final String volume = "pxeboot-container-" + UUID.randomUUID();
  private Path vms = Path.of("");
  private final Map<String, String> environment = new HashMap<>(WideNetwork.ENVIRONMENT);

  @BeforeEach
  void define() throws IOException {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    vms = Files.createDirectory(directory.resolve("vms"));
    MACHINE.write(vms);
  }

  @AfterEach
  void removeVolume() throws IOException {
    var _ = Command.of("docker", "volume", "rm", "--force", volume).run();
  }

  @Test
  void nothingInTheImageIsOpenToAllOrSecret() throws IOException {
    assertThat(scan("")).isEmpty();
    // It would be found.
    assertThat(
            scan(
                "touch /a /b /root/.ash_history && chmod 4755 /a && chmod 666 /b && mkdir -m 777 /c"
                    + " && echo '-----BEGIN RSA PRIVATE KEY-----' >/etc/d && touch /var/lib/pvmlab/admin.token"
                    + " && echo 'root:$6$salt$hash:1::::::' >>/etc/shadow"))
        .containsExactlyInAnyOrder(
            "/a",
            "/b",
            "/c",
            "/root/.ash_history",
            "/etc/d",
            "/var/lib/pvmlab/admin.token",
            "/etc/shadow");
  }

  private static List<String> scan(String before) throws IOException {
    String find =
        """
        find / -xdev ( -type f -perm /6000 -o -type f -perm -0002 -o -type d -perm -0002 ! -perm -1000 \
        -o -name .*_history -o -name id_* -path */.ssh/* \
        -o -type f ( -name *.key -o -name *.token -o -name .netrc -o -name .pgpass ) ) -print
        """;
    String keys =
        "grep --recursive --files-with-matches --binary-files=without-match --devices=skip"
            + " -e '-----BEGIN [A-Z ]*PRIVATE KEY-----' /etc /home /opt /root /tmp /usr /var /www";
    String quoted = find.strip().replaceAll("([()!*])", "\\\\$1");
    String passwords = "grep --files-with-matches -E '^[^:]+:[$]' /etc/shadow";
    String script = before + "\n" + quoted + "\n" + keys + " || true\n" + passwords + " || true";
    return Command.of("docker", "run", "--rm", "--network", "none", "--entrypoint", "sh")
        .with(TestLab.required("pxeboot.image"), "-euc", script)
        .run()
        .output()
        .lines()
        .toList();
  }

  /** It may be made on a newer machine than it runs on. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          vm-watcher configure | PROVISIONER_IP is not set
          boot-handler         | EVENTS_KEPT is not longer than nothing
          pxeboot explain      | Missing required parameter
          """)
  void itsProgramsStartOnAnOldProcessor(String program, String complaint) throws IOException {
    String emulated =
        "sed 's,^exec ,exec /qemu -cpu Nehalem ,' /opt/pxeboot-stack/bin/${0%% *} >/tmp/program\n"
            + "RUN_DIR=/tmp exec sh /tmp/program ${0#* }";
    var result =
        Command.of("docker", "run", "--rm", "--network", "none", "--env", "EVENTS_KEPT=0d")
            .with("--volume", "/usr/bin/qemu-x86_64-static:/qemu:ro", "--entrypoint", "sh")
            .with(TestLab.required("pxeboot.image"), "-euc", emulated, program)
            .tryRun();
    assertThat(result.output() + result.errors()).contains(complaint);
  }

  @Test
  void theLicencesAndAListOfWhatIsInsideAreInTheImage() throws IOException {
    String doc = "/usr/share/doc/";
    String list =
        Command.of("docker", "run", "--rm", "--network", "none", "--entrypoint", "sh")
            .with(TestLab.required("pxeboot.image"), "-euc")
            .with(
                "cat %1$spxeboot-stack/sbom.cdx.json; echo; cat %1$s*/copyright | wc -l"
                    .formatted(doc))
            .run()
            .output();
    assertThat(list)
        .contains("\"bomFormat\": \"CycloneDX\"")
        .contains("pkg:deb/debian/dnsmasq-base@")
        .contains("pkg:maven/org.springframework/spring-web@");
  }

  /** As README shows it first. */
  @Test
  void servesLockedDownWithAUserForEachServiceAndSaysWhatIsWrong() throws IOException {
    try (TestStack stack = new TestStack("container", environment, this::lockedDown)) {
      start(stack);
      assertThat(users(stack))
          .containsEntry("/usr/sbin/dnsmasq", "dnsmasq")
          .containsEntry("nginx: master", "www-data")
          .containsEntry("nginx: worker", "www-data")
          .containsEntry("boot-handler.jar", "pxeboot")
          .containsEntry("vm-watcher.jar", "pxeboot-watcher");
      assertThat(capabilities(stack, "/usr/sbin/dnsmasq")).endsWith("0000000000003400\n");
      awaitHealth(stack, "healthy: all services answer\n");
      breakNginx(stack);
      awaitHealth(
          stack,
          "unhealthy: nginx can't stay up; its last words: unexpected end of file, expecting");
      var _ = stack.run("rm", NGINX_EXTRA);
      awaitHealth(stack, "healthy: all services answer\n");
      assertThat(stack.end()).isLessThan(Duration.ofSeconds(3));
    }
  }

  private HostConfig lockedDown(HostConfig host) {
    return few(host).withCapAdd(USERS_APART);
  }

  private HostConfig few(HostConfig host) {
    return host.withCapDrop(Capability.ALL)
        .withReadonlyRootfs(true)
        .withSecurityOpts(List.of("no-new-privileges"))
        .withTmpFs(Map.of("/run", ""))
        .withBinds(
            new Bind(vms.toString(), new Volume("/mnt/host/vms"), AccessMode.ro),
            new Bind(volume, new Volume("/var/lib/pvmlab")));
  }

  /** Where nobody can become somebody else, all is done as the container's own user. */
  @Test
  void servesWithFourCapabilitiesAndEachLineOfItsLogIsJson() throws IOException {
    environment.put("LOG_FORMAT", "json");
    try (TestStack stack =
        new TestStack("container", environment, host -> few(host).withCapAdd(LEAST))) {
      start(stack);
      assertThat(new HashSet<>(users(stack).values())).containsExactly("root");
      breakNginx(stack);
      Await.that(
          "lines of supervisord and the doctor",
          TWO_CHECKS,
          () -> stack.log().contains("exited") && stack.log().contains("\"doctor\""),
          stack::log);
      Set<String> services = new HashSet<>();
      for (String line : stack.log().lines().toList()) {
        Map<?, ?> entry = ContractJson.mapper().readValue(line, Map.class);
        assertThat(entry.keySet().stream().map(Object::toString))
            .containsExactly("time", "service", "level", "message");
        services.add(String.valueOf(entry.get("service")));
      }
      assertThat(services)
          .containsExactlyInAnyOrder(
              "pxeboot-stack",
              "supervisord",
              "dnsmasq",
              "nginx",
              "boot-handler",
              "vm-watcher",
              "doctor");
    }
  }

  /** Its {@code --privileged} can't be had everywhere: these are the capabilities that it gives. */
  @Test
  void servesAsPvmlabStartsIt() throws IOException {
    Path images = Files.createDirectory(directory.resolve("images"));
    environment.remove("DOMAIN");
    try (TestStack stack =
        new TestStack(
            "container",
            environment,
            host ->
                host.withCapAdd(Capability.NET_ADMIN, Capability.NET_RAW, Capability.SYS_ADMIN)
                    .withBinds(
                        new Bind(vms.toString(), new Volume("/mnt/host/vms")),
                        new Bind(images.toString(), new Volume("/www/images"))))) {
      start(stack);
      awaitHealth(stack, "healthy: all services answer\n");
      assertThat(stack.end()).isLessThan(Duration.ofSeconds(3));
    }
  }

  /** Starts it, and waits until DHCP, TFTP and HTTP answer. */
  private static void start(TestStack stack) throws IOException {
    WideNetwork.start(stack);
    DnsmasqQuestions dhcp = WideNetwork.questions(stack);
    Await.that(
        "HTTP, TFTP and DHCP",
        SOON,
        () ->
            curl(stack, "http://10.7.0.1/ipxe?mac=" + MACHINE.mac()).startsWith("#!ipxe\n")
                && curl(stack, "tftp://10.7.0.1/boot.ipxe").startsWith("#!ipxe\n")
                && dhcp.obtained(List.of(MACHINE.mac())).containsValue(MACHINE.ip()),
        stack::log);
  }

  private static String curl(TestStack stack, String url) throws IOException {
    Command curl = Command.of("curl", "--silent", "--fail", "--max-time", "2", url);
    return stack.network().inside(curl).tryRun().output();
  }

  /** The user of each service, by a part of its command line. */
  private static Map<String, String> users(TestStack stack) throws IOException {
    List<String> processes = stack.run("ps", "-eo", "user:20=,args=").lines().toList();
    return List.of(
            "/usr/sbin/dnsmasq",
            "nginx: master",
            "nginx: worker",
            "boot-handler.jar",
            "vm-watcher.jar")
        .stream()
        .collect(
            Collectors.toMap(
                part -> part,
                part ->
                    processes.stream()
                        .filter(each -> each.contains(part))
                        .map(each -> each.substring(0, each.indexOf(' ')))
                        .distinct()
                        .collect(Collectors.joining(" "))));
  }

  private static String capabilities(TestStack stack, String commandLine) throws IOException {
    String pid = stack.run("pgrep", "--full", "--oldest", commandLine).strip();
    return stack.run("grep", "CapEff", "/proc/" + pid + "/status");
  }

  /** Gives nginx a configuration that it can't read, and ends it. */
  private static void breakNginx(TestStack stack) throws IOException {
    var _ = stack.run("sh", "-c", "echo evants >" + NGINX_EXTRA + "; pkill nginx");
  }

  private static void awaitHealth(TestStack stack, String expected) throws IOException {
    Await.that(
        "the container's health: " + expected,
        TWO_CHECKS,
        () -> stack.health().startsWith(expected),
        () -> stack.log());
  }
}
