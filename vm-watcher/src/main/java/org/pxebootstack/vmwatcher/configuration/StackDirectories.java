package org.pxebootstack.vmwatcher.configuration;

import java.nio.file.Path;
import java.util.List;
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
    Path pvmlabVms = directory(environment, "PVMLAB_VMS_DIR", Path.of("/mnt/host/vms"));
    return new StackDirectories(
        directory(environment, "VMS_DIR", pvmlabVms),
        directory(environment, "IMAGES_DIR", Path.of("/www/images")),
        directory(environment, "STATE_DIR", Path.of("/var/lib/pvmlab")));
  }

  /** The variables that {@link #of} reads. */
  static final List<String> VARIABLES =
      List.of("VMS_DIR", "PVMLAB_VMS_DIR", "IMAGES_DIR", "STATE_DIR");

  private static Path directory(Map<String, String> environment, String name, Path unset) {
    String value = environment.getOrDefault(name, "");
    return value.isBlank() ? unset : Path.of(value);
  }
}
