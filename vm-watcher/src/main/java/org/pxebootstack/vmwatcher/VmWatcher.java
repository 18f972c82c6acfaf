package org.pxebootstack.vmwatcher;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.pxebootstack.contract.machine.DhcpMode;
import org.pxebootstack.vmwatcher.configuration.Configure;
import org.pxebootstack.vmwatcher.hosts.Watch;

/**
 * {@code vm-watcher configure} checks the container's environment and writes the services'
 * configuration; {@code vm-watcher watch} then keeps dnsmasq's host files in step with the
 * definitions, until it is stopped. Where another server gives the addresses it has nothing to do.
 */
public final class VmWatcher {
  private static final int USAGE = 64;

  private VmWatcher() {}

  public static void main(String[] args) throws InterruptedException {
    LogLine.use();
    Map<String, String> environment = System.getenv();
    switch (List.of(args)) {
      case List<String> only when only.equals(List.of("configure")) -> configure(environment);
      case List<String> only when only.equals(List.of("watch")) -> watch(environment);
      // What the AOT cache is trained with: one run that shows all of it.
      case List<String> both when both.equals(List.of("configure", "watch")) -> {
        configure(environment);
        watch(environment);
      }
      default -> {
        System.err.println("usage: vm-watcher configure|watch");
        System.exit(USAGE);
      }
    }
  }

  private static void configure(Map<String, String> environment) throws InterruptedException {
    int exitCode = Configure.inContainer(environment).run();
    if (exitCode != 0) {
      System.exit(exitCode);
    }
  }

  private static void watch(Map<String, String> environment) throws InterruptedException {
    DhcpMode mode = DhcpMode.parse(environment.getOrDefault("DHCP_MODE", ""));
    if (mode.givesAddresses()) {
      Watch.inContainer(environment).run();
    } else {
      System.getLogger(VmWatcher.class.getName())
          .log(
              System.Logger.Level.INFO,
              "DHCP_MODE is " + mode + ": another server gives the addresses, so none is reserved");
      // The container's other services go on, and this one is not to be started again and again.
      Thread.sleep(Duration.ofDays(Integer.MAX_VALUE));
    }
  }
}
