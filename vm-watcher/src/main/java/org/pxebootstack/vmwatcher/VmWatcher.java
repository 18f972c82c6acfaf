package org.pxebootstack.vmwatcher;

import java.util.List;
import java.util.Map;
import org.pxebootstack.vmwatcher.configuration.Configure;
import org.pxebootstack.vmwatcher.hosts.Watch;

/**
 * {@code vm-watcher configure} checks the container's environment and writes the services'
 * configuration; {@code vm-watcher watch} then keeps dnsmasq's host files in step with the
 * definitions, until it is stopped.
 */
public final class VmWatcher {
  private static final int USAGE = 64;

  private VmWatcher() {}

  public static void main(String[] args) throws InterruptedException {
    LogLine.use();
    Map<String, String> environment = System.getenv();
    switch (List.of(args)) {
      case List<String> only when only.equals(List.of("configure")) -> configure(environment);
      case List<String> only when only.equals(List.of("watch")) ->
          Watch.inContainer(environment).run();
      // What the AOT cache is trained with: one run that shows all of it.
      case List<String> both when both.equals(List.of("configure", "watch")) -> {
        configure(environment);
        Watch.inContainer(environment).run();
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
}
