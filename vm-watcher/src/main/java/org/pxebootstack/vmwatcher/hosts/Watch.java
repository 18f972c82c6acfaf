package org.pxebootstack.vmwatcher.hosts;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.contract.definition.VmDefinition;
import org.pxebootstack.contract.lease.Lease;
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

  private volatile DefinitionSet latest = DefinitionSet.EMPTY;

  /** What stands in dnsmasq's files, where that is known. */
  private @Nullable DefinitionSet written;

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
        bringUpToDate(latest);
        if (changed) {
          System.gc(); // The heap grows with each change otherwise, and stays as large as it may.
        }
        changed = changes.tryAcquire(INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        changes.drainPermits();
      }
    }
  }

  private void accept(DefinitionSet definitions) {
    latest = definitions;
    changes.release();
  }

  /** What failed is tried again, and a dnsmasq that was not there is told when it is. */
  private void bringUpToDate(DefinitionSet definitions) {
    // Before dnsmasq is told, for which it may empty its lease file and write it again.
    List<Lease> stale = leases.stale(definitions);
    try {
      if (definitions != written) {
        told &= !write(definitions);
        written = definitions;
      }
      if (!told) {
        told = dnsmasq.reload();
      }
      sayOnce(told ? "" : "dnsmasq is not running: it will read its host files when it is");
    } catch (IOException e) {
      told = false; // One of the files may have been written.
      sayOnce("dnsmasq's host files could not be brought up to date: " + e.getMessage());
    }
    if (told) {
      // What changes meanwhile comes first; these are still stale then.
      leases.release(stale, () -> latest == definitions);
    }
  }

  /** Says whether anything was different. */
  private boolean write(DefinitionSet definitions) throws IOException {
    boolean changed = dhcpHosts.replace(HostFiles.dhcpHosts(definitions.all()));
    changed |= dnsHosts.replace(HostFiles.dnsHosts(definitions.all(), domain));
    if (changed) {
      LOG.log(System.Logger.Level.INFO, definitions.size() + " machines written for dnsmasq");
    }
    return changed;
  }

  private void sayOnce(String sentence) {
    if (!said.equals(sentence) && !sentence.isEmpty()) {
      LOG.log(System.Logger.Level.WARNING, sentence);
    }
    said = sentence;
  }
}
