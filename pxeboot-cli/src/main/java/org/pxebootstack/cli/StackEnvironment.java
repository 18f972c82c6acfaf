package org.pxebootstack.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pxebootstack.contract.machine.DhcpMode;
import org.pxebootstack.contract.machine.InvalidValueException;

/**
 * The container's environment variables, where a command is run with them: what an option is that
 * nobody gave. A variable that is empty is not set.
 */
public record StackEnvironment(Map<String, String> variables) {
  /** What a person who starts a container for one command hands on to it, where it is set. */
  public static final List<String> OF_CONTAINER =
      List.of(
          "PROVISIONER_IP",
          "PXE_INTERFACE",
          "DHCP_MODE",
          "DHCP_RANGE_START",
          "DHCP_RANGE_END",
          "DOMAIN",
          "LOG_FORMAT");

  public StackEnvironment {
    variables = Map.copyOf(variables);
  }

  /** Where definitions are. */
  public Path vmsDir() {
    return path("VMS_DIR").or(() -> path("PVMLAB_VMS_DIR")).orElse(Path.of("/mnt/host/vms"));
  }

  /** Where images are, if that was said. */
  public Optional<Path> imagesDir() {
    return path("IMAGES_DIR");
  }

  /** Where the stack keeps its state, if that was said. */
  public Optional<Path> stateDir() {
    return path("STATE_DIR");
  }

  /** On which interface the stack serves, if that was said. */
  public Optional<String> pxeInterface() {
    return text("PXE_INTERFACE");
  }

  /**
   * Who gives the machines their addresses.
   *
   * @throws InvalidValueException with a sentence for people where it says nothing known
   */
  public DhcpMode dhcpMode() {
    return DhcpMode.parse(text("DHCP_MODE").orElse(""));
  }

  /** Where what was fetched is kept (XDG Base Directory Specification). */
  public Path cacheDir() {
    return path("XDG_CACHE_HOME")
        .orElse(Path.of(text("HOME").orElse("/root"), ".cache"))
        .resolve("pxeboot");
  }

  /** Whether the stack serves DHCPv6 too. */
  public boolean servesDhcpV6() {
    return dhcpMode().givesAddresses() && text("DHCP_RANGE_V6_START").isPresent();
  }

  /** This stack's own address, as it was written. */
  public Optional<String> provisionerIp() {
    return text("PROVISIONER_IP");
  }

  /** In which machines have their names. */
  public String domain() {
    return text("DOMAIN").orElse("pvmlab.local");
  }

  /** A user's own iPXE script. */
  public Optional<Path> template() {
    return path("PVMLAB_TEMPLATE_PATH");
  }

  private Optional<Path> path(String name) {
    return text(name).map(Path::of);
  }

  private Optional<String> text(String name) {
    return Optional.ofNullable(variables.get(name)).filter(each -> !each.isBlank());
  }
}
