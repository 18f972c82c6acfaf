package org.pxebootstack.vmwatcher.hosts;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.pxebootstack.definitions.DefinitionDirectory;
import org.pxebootstack.definitions.DefinitionSet;
import org.pxebootstack.definitions.DefinitionWatch;
import org.pxebootstack.rendering.dnsmasq.HostFiles;
import org.pxebootstack.vmwatcher.configuration.StackDirectories;

/** Keeps dnsmasq's host files in step with the definitions directory. */
public final class Watch {
  private static final System.Logger LOG = System.getLogger(Watch.class.getName());
  private static final Duration INTERVAL = Duration.ofSeconds(2);

  private final StackDirectories directories;
  private final String domain;
  private final DnsmasqProcess dnsmasq;

  private DefinitionSet latest = DefinitionSet.EMPTY;
  private String complaint = "";

  /** Whether dnsmasq may not know what is in its files. */
  private boolean behind = true;

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
      while (true) {
        Thread.sleep(INTERVAL);
        makeUpFor();
      }
    }
  }

  /** What failed is tried again, and a dnsmasq that was not there is told when it is. */
  private synchronized void makeUpFor() {
    if (behind) {
      regenerate(latest);
    }
  }

  private synchronized void regenerate(DefinitionSet definitions) {
    latest = definitions;
    try {
      String dhcp = HostFiles.dhcpHosts(definitions.all());
      String dns = HostFiles.dnsHosts(definitions.all(), domain);
      boolean changed = replace(StackDirectories.DHCP_HOSTS, dhcp);
      changed |= replace(StackDirectories.DNS_HOSTS, dns);
      if (changed) {
        LOG.log(
            System.Logger.Level.INFO, "{0} machines written for dnsmasq", definitions.all().size());
      }
      if (changed || behind) {
        behind = !dnsmasq.reload();
      }
      complaint = "";
    } catch (IOException e) {
      behind = true;
      if (complaint.equals(e.getMessage())) {
        return; // Said once, tried again and again.
      }
      complaint = String.valueOf(e.getMessage());
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
