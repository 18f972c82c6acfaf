package org.pxebootstack.vmwatcher.hosts;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.pxebootstack.definitions.DefinitionDirectory;
import org.pxebootstack.definitions.DefinitionSet;
import org.pxebootstack.definitions.DefinitionWatch;
import org.pxebootstack.vmwatcher.configuration.StackDirectories;

/** Keeps dnsmasq's host files in step with the definitions directory. */
public final class Watch {
  private static final System.Logger LOG = System.getLogger(Watch.class.getName());
  private static final Duration INTERVAL = Duration.ofSeconds(2);

  private final StackDirectories directories;
  private final String domain;
  private final DnsmasqProcess dnsmasq;

  private Watch(StackDirectories directories, String domain, DnsmasqProcess dnsmasq) {
    this.directories = directories;
    this.domain = domain;
    this.dnsmasq = dnsmasq;
  }

  public static Watch inContainer(Map<String, String> environment) {
    String domain = environment.getOrDefault("DOMAIN", "");
    return new Watch(
        StackDirectories.of(environment),
        domain.isEmpty() ? "pvmlab.local" : domain,
        new DnsmasqProcess(Path.of("/run/pxeboot-stack/dnsmasq.pid")));
  }

  /** Works until the process is stopped. */
  public void run() throws InterruptedException {
    LOG.log(System.Logger.Level.INFO, "watching {0}", directories.vms());
    try (DefinitionWatch _ =
        DefinitionWatch.start(
            new DefinitionDirectory(directories.vms()), INTERVAL, this::regenerate)) {
      new CountDownLatch(1).await();
    }
  }

  private void regenerate(DefinitionSet definitions) {
    try {
      String dhcp = HostFiles.dhcpHosts(definitions.all());
      String dns = HostFiles.dnsHosts(definitions.all(), domain);
      boolean changed = replace(StackDirectories.DHCP_HOSTS, dhcp);
      changed |= replace(StackDirectories.DNS_HOSTS, dns);
      if (!changed) {
        return;
      }
      boolean told = dnsmasq.reload();
      LOG.log(
          System.Logger.Level.INFO,
          "{0} machines written for dnsmasq{1}",
          definitions.all().size(),
          told ? "" : ", which is not running yet and will read them when it starts");
    } catch (IOException e) {
      LOG.log(
          System.Logger.Level.ERROR,
          "dnsmasq''s host files could not be brought up to date: {0}",
          e.getMessage());
    }
  }

  private boolean replace(String name, String text) throws IOException {
    return new AtomicFile(directories.state(), name).replace(text);
  }
}
