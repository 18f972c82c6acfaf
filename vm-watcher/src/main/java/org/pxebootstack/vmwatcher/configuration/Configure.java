package org.pxebootstack.vmwatcher.configuration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.pxebootstack.command.Command;

/** Turns the container's environment into configuration files, or says why it can't. */
public final class Configure {
  /** sysexits.h EX_CONFIG: something is wrong with the configuration. */
  private static final int BAD_CONFIGURATION = 78;

  private static final Duration INTERFACE_TIMEOUT = Duration.ofSeconds(30);

  private final Map<String, String> environment;
  private final Path templates;
  private final Path run;

  private Configure(Map<String, String> environment, Path templates, Path run) {
    this.environment = environment;
    this.templates = templates;
    this.run = run;
  }

  public static Configure inContainer(Map<String, String> environment) {
    return new Configure(environment, Path.of("/etc/pxeboot-stack"), Path.of("/run/pxeboot-stack"));
  }

  /**
   * Writes the configuration files.
   *
   * @return the exit code: 0, or 78 after everything that is wrong has been said
   */
  public int run() throws InterruptedException {
    try {
      StackSettings settings = StackSettings.parse(environment, Configure::canBeWrittenTo);
      ServingNetwork serving = awaitNetwork(settings);
      write(settings, serving);
      announce(settings, serving);
      settings.remarks().forEach(Configure::say);
      say(
          "serving %s on %s (%s), %s"
              .formatted(
                  settings.provisionerIp().getHostAddress(),
                  serving.card().name(),
                  serving.network(),
                  addresses(settings)));
      return 0;
    } catch (BadEnvironmentException e) {
      e.problems().forEach(Configure::say);
      return BAD_CONFIGURATION;
    } catch (IOException e) {
      say(String.valueOf(e.getMessage()));
      return BAD_CONFIGURATION;
    }
  }

  private static String addresses(StackSettings settings) {
    return switch (settings.mode()) {
      case SERVER ->
          "addresses "
              + settings.ranges().stream()
                  .map(AddressRange::toString)
                  .collect(Collectors.joining(" and "));
      case PROXY -> "beside the network's DHCP server (ProxyDHCP)";
      case NONE -> "without DHCP";
    };
  }

  private static ServingNetwork awaitNetwork(StackSettings settings)
      throws BadEnvironmentException, IOException, InterruptedException {
    long end = System.nanoTime() + INTERFACE_TIMEOUT.toNanos();
    String said = "";
    while (true) {
      switch (ServingNetwork.search(settings, HostInterface.all())) {
        case ServingNetwork.Search.Found found -> {
          return found.serving();
        }
        case ServingNetwork.Search.Missing(String what, String cure) -> {
          if (System.nanoTime() > end) {
            throw new BadEnvironmentException(List.of(what + ": " + cure + " (waited 30 s)"));
          }
          if (!said.equals(what)) {
            say(what + " yet: waiting up to 30 s for it");
            said = what;
          }
        }
      }
      Thread.sleep(200);
    }
  }

  /** Tried, since neither permissions nor mount options tell all of it. */
  private static boolean canBeWrittenTo(Path directory) {
    try {
      Files.createDirectories(directory);
      Files.delete(Files.createTempFile(directory, ".configure", null));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private void write(StackSettings settings, ServingNetwork serving) throws IOException {
    Files.createDirectories(run);
    for (String name : List.of(StackDirectories.DHCP_HOSTS, StackDirectories.DNS_HOSTS)) {
      Path hosts = settings.directories().state().resolve(name);
      if (!Files.exists(hosts)) {
        Files.createFile(hosts); // dnsmasq refuses to start without them
      }
    }
    Path dnsmasq = render("dnsmasq.conf", "rw-r--r--", settings, serving);
    var _ = Command.of("dnsmasq", "--test", "--conf-file=" + dnsmasq).run();
    // With a key in it, for nginx's group alone: bin/as has made it this process's.
    var _ = render("nginx.conf", "rw-r-----", settings, serving);
    // The image has links to them among the files that are served by TFTP.
    var _ = render("boot.ipxe", "rw-r--r--", settings, serving);
    var _ = render("autoexec.ipxe", "rw-r--r--", settings, serving);
  }

  /**
   * A container that replaces another has another MAC: who knows the old one would go on sending to
   * it, measured up to 42 s, until a gratuitous ARP (RFC 5227, section 3) says otherwise. Not
   * waited for: three of them take as many seconds.
   */
  private void announce(StackSettings settings, ServingNetwork serving) throws IOException {
    var _ =
        Command.of("arping", "-q", "-U", "-c", "3", "-I", serving.card().name())
            .with(settings.provisionerIp().getHostAddress())
            .startInBackground(run.resolve("arping.log"));
  }

  private Path render(
      String name, String permissions, StackSettings settings, ServingNetwork serving)
      throws IOException {
    String template = Files.readString(templates.resolve(name + ".mustache"));
    Path file = run.resolve(name);
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)));
    return Files.writeString(
        file, ConfigurationTemplate.render(template, settings, serving, proxyKey()));
  }

  /** Made by the entry point for nginx and boot-handler, anew at each start. */
  private String proxyKey() {
    String key = environment.getOrDefault("PXEBOOT_PROXY_KEY", "");
    // Without one nobody is believed, which is safe.
    return key.matches("[0-9a-f]{64}") ? key : "none";
  }

  private static void say(String sentence) {
    System.err.println("pxeboot-stack: " + sentence);
  }
}
