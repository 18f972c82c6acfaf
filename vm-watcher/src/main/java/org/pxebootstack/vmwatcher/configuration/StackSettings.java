package org.pxebootstack.vmwatcher.configuration;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.contract.machine.DhcpMode;
import org.pxebootstack.contract.machine.IpNetwork;

/**
 * The checked environment of the container.
 *
 * @param provisionerIp this stack's own IPv4 address, which machines are sent to
 * @param mode what this stack has to do with DHCP
 * @param range for machines without a reservation; null where another server gives the addresses
 * @param rangeV6 null where there is no DHCPv6
 * @param wantedInterface PXE_INTERFACE; null takes the interface that holds {@code provisionerIp}
 * @param remarks what is set and not used, as sentences
 */
record StackSettings(
    InetAddress provisionerIp,
    DhcpMode mode,
    @Nullable AddressRange range,
    @Nullable AddressRange rangeV6,
    @Nullable String wantedInterface,
    String domain,
    StackDirectories directories,
    List<String> remarks) {

  private static final List<String> RANGES =
      List.of("DHCP_RANGE_START", "DHCP_RANGE_END", "DHCP_RANGE_V6_START", "DHCP_RANGE_V6_END");

  private static final Pattern INTERFACE = Pattern.compile("[A-Za-z0-9_.:@-]{1,15}");
  private static final Pattern LOG_FORMAT = Pattern.compile("text|json");
  private static final Pattern DIRECTORY = Pattern.compile("/[A-Za-z0-9_./-]+");

  /** RFC 1123, section 2.1; as long as DNS takes it behind a machine's name of 63 letters. */
  static final Pattern DOMAIN =
      Pattern.compile(
          "(?!.{190})LABEL(\\.LABEL)*"
              .replace("LABEL", "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"));

  StackSettings {
    remarks = List.copyOf(remarks);
  }

  /**
   * Reads the environment.
   *
   * @param canBeWrittenTo says so of a directory
   * @throws BadEnvironmentException with everything that is wrong
   */
  static StackSettings parse(Map<String, String> environment, Predicate<Path> canBeWrittenTo)
      throws BadEnvironmentException {
    EnvironmentReader reader = new EnvironmentReader(environment);
    reader.require("PROVISIONER_IP", "the address of this stack, such as 192.168.105.1");
    InetAddress provisioner = reader.address("PROVISIONER_IP", IpFamily.IPV4);
    DhcpMode mode = reader.dhcpMode("DHCP_MODE");
    AddressRange range = null;
    AddressRange rangeV6 = null;
    if (mode == null || mode.givesAddresses()) {
      reader.require("DHCP_RANGE_START", "the first address to hand out");
      reader.require("DHCP_RANGE_END", "the last address to hand out");
      range = reader.range("DHCP_RANGE", IpFamily.IPV4);
      reader.bothOrNeither("DHCP_RANGE_V6_START", "DHCP_RANGE_V6_END");
      rangeV6 = reader.range("DHCP_RANGE_V6", IpFamily.IPV6);
    }
    String wantedInterface =
        reader.text(
            "PXE_INTERFACE",
            INTERFACE,
            "is not the name of a network interface",
            "write one such as eth0, or leave it out");
    String domain =
        reader.text("DOMAIN", DOMAIN, "is not a domain", "write one such as lab.example");
    checkProvisioner(reader, provisioner, range);
    checkBootHandlers(reader);
    var _ =
        reader.text(
            "LOG_FORMAT",
            LOG_FORMAT,
            "is no format of log lines",
            "write text or json, or leave it out");
    StackDirectories directories = checkDirectories(reader, environment, canBeWrittenTo);
    reader.check();
    return new StackSettings(
        Objects.requireNonNull(provisioner),
        Objects.requireNonNull(mode),
        range,
        rangeV6,
        wantedInterface,
        domain == null ? "pvmlab.local" : domain,
        Objects.requireNonNull(directories),
        unusedRanges(reader, mode));
  }

  /** pvmlab always sets them, so they are no reason not to start. */
  private static List<String> unusedRanges(EnvironmentReader reader, DhcpMode mode) {
    List<String> set = RANGES.stream().filter(reader::isSet).toList();
    return mode.givesAddresses() || set.isEmpty()
        ? List.of()
        : List.of(
            "%s %s not used: with DHCP_MODE=%s another server gives the addresses; leave %s out"
                .formatted(
                    String.join(", ", set),
                    set.size() == 1 ? "is" : "are",
                    mode,
                    set.size() == 1 ? "it" : "them"));
  }

  /** What it hands out, for people; empty where another server does. */
  List<AddressRange> ranges() {
    return Stream.of(range, rangeV6).filter(Objects::nonNull).toList();
  }

  private static void checkProvisioner(
      EnvironmentReader reader, @Nullable InetAddress provisioner, @Nullable AddressRange range) {
    if (provisioner == null) {
      return;
    }
    String value = "PROVISIONER_IP is " + IpNetwork.text(provisioner);
    if (provisioner.isAnyLocalAddress()
        || provisioner.isLoopbackAddress()
        || provisioner.isMulticastAddress()) {
      reader.problem(
          value + ", which machines can't send to: set it to this host's address in their network");
    }
    if (range != null && range.contains(provisioner)) {
      reader.problem(
          value + ", inside the range that DHCP hands out: choose a range that leaves it out");
    }
  }

  /** What boot-handler would refuse to start with, again and again. */
  private static void checkBootHandlers(EnvironmentReader reader) {
    var _ =
        reader.text(
            "CONFIG_ACCESS",
            Pattern.compile("machine|host|any", Pattern.CASE_INSENSITIVE),
            "says nobody who may read configurations",
            "write machine, host or any");
    var _ =
        reader.text(
            "EVENTS_KEPT",
            Pattern.compile("0*[1-9]\\d{0,5}[smhd]?"),
            "is not how long to keep events",
            "write such as 30d");
    // Not repeated: it may hold a password.
    if (!reader.matches("DATABASE_URL", Pattern.compile("jdbc:(sqlite|postgresql):\\S+"))) {
      reader.problem(
          "DATABASE_URL is no address of SQLite or PostgreSQL: write jdbc:postgresql://host/name, or"
              + " leave it out");
    }
  }

  private static @Nullable StackDirectories checkDirectories(
      EnvironmentReader reader, Map<String, String> environment, Predicate<Path> canBeWrittenTo) {
    boolean wrong = false;
    for (String each : StackDirectories.VARIABLES) {
      wrong |=
          reader.isSet(each)
              && reader.text(
                      each,
                      DIRECTORY,
                      "is not an absolute path of letters, digits, dots, hyphens and underscores",
                      "write one such as /srv/vms")
                  == null;
    }
    if (wrong) {
      return null;
    }
    StackDirectories directories = StackDirectories.of(environment);
    if (!canBeWrittenTo.test(directories.state())) {
      reader.problem(
          "STATE_DIR is %s, where nothing can be written: mount a volume there that is not read-only"
              .formatted(directories.state()));
    }
    return directories;
  }
}
