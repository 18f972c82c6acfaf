package org.pxebootstack.vmwatcher.configuration;

import java.nio.file.Path;
import java.util.Map;

/**
 * Where the container keeps things.
 *
 * @param vms the definitions
 * @param images the images, served below {@code /images}
 * @param state what must survive a restart
 */
public record StackDirectories(Path vms, Path images, Path state) {
  /** dnsmasq's {@code dhcp-hostsfile}, in the state directory. */
  public static final String DHCP_HOSTS = "dnsmasq.hosts";

  /** dnsmasq's {@code addn-hosts}, in the state directory. */
  public static final String DNS_HOSTS = "dns.hosts";

  /** By the container's environment, with pvmlab's name for the definitions directory as well. */
  public static StackDirectories of(Map<String, String> environment) {
    String pvmlabVms = environment.getOrDefault("PVMLAB_VMS_DIR", "/mnt/host/vms");
    return new StackDirectories(
        Path.of(environment.getOrDefault("VMS_DIR", pvmlabVms)),
        Path.of(environment.getOrDefault("IMAGES_DIR", "/www/images")),
        Path.of(environment.getOrDefault("STATE_DIR", "/var/lib/pvmlab")));
  }
}
