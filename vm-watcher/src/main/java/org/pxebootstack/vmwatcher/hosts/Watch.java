package org.pxebootstack.vmwatcher.hosts;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.pxebootstack.contract.definition.VmDefinition;
import org.pxebootstack.definitions.DefinitionDirectory;
import org.pxebootstack.definitions.DefinitionSet;
import org.pxebootstack.definitions.DefinitionWatch;
import org.pxebootstack.rendering.dnsmasq.HostFiles;
import org.pxebootstack.vmwatcher.configuration.StackDirectories;

/** Keeps dnsmasq in step with the definitions directory. */
public final class Watch {
  private static final System.Logger LOG = System.getLogger(Watch.class.getName());
  private static final Duration INTERVAL = Duration.ofSeconds(2);
  private static final Path RUN = Path.of("/run/pxeboot-stack");

  private final Path vms;
  private final String domain;
  private final AtomicFile dhcpHosts;
  private final AtomicFile dnsHosts;
  private final DnsmasqProcess dnsmasq;
  private final LeaseReleases leases;

  /** Released for each set of definitions. */
  private final Semaphore changes = new Semaphore(0);

  private DefinitionSet latest = DefinitionSet.EMPTY;

  /** Whether the latest definitions stand in dnsmasq's files. */
  private boolean written;

  /** Whether dnsmasq knows what stands in them. */
  private boolean told;

  private String said = "";

  private Watch(StackDirectories directories, String domain, Path run) {
    Path configuration = run.resolve("dnsmasq.conf");
    this.vms = directories.vms();
    this.domain = domain;
    this.dhcpHosts = new AtomicFile(directories.state(), StackDirectories.DHCP_HOSTS);
    this.dnsHosts = new AtomicFile(directories.state(), StackDirectories.DNS_HOSTS);
    this.dnsmasq = new DnsmasqProcess(run.resolve("dnsmasq.pid"), configuration);
    this.leases = new LeaseReleases(directories.state().resolve("dnsmasq.leases"), configuration);
  }

  public static Watch inContainer(Map<String, String> environment) {
    String domain = environment.getOrDefault("DOMAIN", "");
    return new Watch(
        StackDirectories.of(environment), domain.isEmpty() ? "pvmlab.local" : domain, RUN);
  }

  /** Works until the process is stopped. */
  public void run() throws InterruptedException {
    LOG.log(System.Logger.Level.INFO, "watching " + vms);
    var directory = new DefinitionDirectory(vms, VmDefinition::onTheNetwork);
    try (DefinitionWatch _ = DefinitionWatch.start(directory, INTERVAL, this::accept)) {
      boolean changed = true;
      while (true) {
        bringUpToDate();
        if (changed) {
          System.gc(); // The heap grows with each change otherwise, and stays as large as it may.
        }
        changed = changes.tryAcquire(INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        changes.drainPermits();
      }
    }
  }

  private synchronized void accept(DefinitionSet definitions) {
    latest = definitions;
    written = false;
    bringFilesUpToDate();
    changes.release();
  }

  /** What failed is tried again, and a dnsmasq that was not there is told when it is. */
  private void bringUpToDate() {
    DefinitionSet definitions;
    synchronized (this) {
      bringFilesUpToDate();
      definitions = latest;
      if (!told) {
        return;
      }
    }
    // Without the lock: what changes meanwhile does not wait for it.
    leases.bringUpToDate(definitions);
  }

  private synchronized void bringFilesUpToDate() {
    try {
      if (!written) {
        boolean changed = dhcpHosts.replace(HostFiles.dhcpHosts(latest.all()));
        changed |= dnsHosts.replace(HostFiles.dnsHosts(latest.all(), domain));
        if (changed) {
          LOG.log(System.Logger.Level.INFO, latest.size() + " machines written for dnsmasq");
        }
        told &= !changed;
        written = true;
      }
      if (!told) {
        told = dnsmasq.reload();
      }
      sayOnce(told ? "" : "dnsmasq is not running: it will read its host files when it is");
    } catch (IOException e) {
      told = false; // One of the files may have been written.
      sayOnce("dnsmasq's host files could not be brought up to date: " + e.getMessage());
    }
  }

  private void sayOnce(String sentence) {
    if (!said.equals(sentence) && !sentence.isEmpty()) {
      LOG.log(System.Logger.Level.WARNING, sentence);
    }
    said = sentence;
  }
}
