package org.pxebootstack.vmwatcher.configuration;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.contract.machine.IpNetwork;
import org.pxebootstack.contract.machine.Quoted;

/**
 * The checked environment of the container.
 *
 * @param provisionerIp this stack's own address, which machines are sent to
 * @param rangeStart first address for machines without a reservation
 * @param rangeEnd last such address
 * @param rangeV6Start null where there is no DHCPv6
 * @param rangeV6End null likewise
 * @param wantedInterface PXE_INTERFACE; null takes the interface that holds {@code provisionerIp}
 */
record StackSettings(
    InetAddress provisionerIp,
    InetAddress rangeStart,
    InetAddress rangeEnd,
    @Nullable InetAddress rangeV6Start,
    @Nullable InetAddress rangeV6End,
    @Nullable String wantedInterface,
    String domain,
    StackDirectories directories) {

  /**
   * Reads the environment.
   *
   * @throws BadEnvironmentException with everything that is wrong
   */
  static StackSettings parse(Map<String, String> environment) throws BadEnvironmentException {
    List<String> problems = new ArrayList<>();
    Reader reader = new Reader(environment, problems);
    InetAddress provisioner =
        reader.required("PROVISIONER_IP", "the address of this stack, such as 192.168.105.1");
    InetAddress start = reader.required("DHCP_RANGE_START", "the first address to hand out");
    InetAddress end = reader.required("DHCP_RANGE_END", "the last address to hand out");
    InetAddress startV6 = reader.optional("DHCP_RANGE_V6_START", IpNetwork::parseAddress);
    InetAddress endV6 = reader.optional("DHCP_RANGE_V6_END", IpNetwork::parseAddress);
    String wantedInterface = reader.optional("PXE_INTERFACE", matching("[A-Za-z0-9_.:@-]{1,15}"));
    String domain =
        reader.optional("DOMAIN", matching("[A-Za-z0-9-]{1,63}(\\.[A-Za-z0-9-]{1,63})*"));
    String mode = reader.optional("DHCP_MODE", Function.identity());
    for (String each : StackDirectories.VARIABLES) {
      var _ = reader.optional(each, matching("/[A-Za-z0-9_./-]+"));
    }
    if (start != null && end != null && isBehind(start, end)) {
      problems.add("DHCP_RANGE_START lies behind DHCP_RANGE_END: swap them");
    }
    reader.family(4, provisioner, start, end);
    reader.family(16, startV6, endV6);
    if ((startV6 == null) != (endV6 == null)) {
      problems.add("DHCP_RANGE_V6_START and DHCP_RANGE_V6_END go together: set both or neither");
    }
    if (mode != null && !mode.equals("server")) {
      problems.add(
          "DHCP_MODE is " + Quoted.of(mode) + ": this version knows server only; leave it out");
    }
    if (!problems.isEmpty()) {
      throw new BadEnvironmentException(problems);
    }
    return new StackSettings(
        Objects.requireNonNull(provisioner),
        Objects.requireNonNull(start),
        Objects.requireNonNull(end),
        startV6,
        endV6,
        wantedInterface,
        domain == null ? "pvmlab.local" : domain,
        StackDirectories.of(environment));
  }

  private static boolean isBehind(InetAddress one, InetAddress other) {
    return Arrays.compareUnsigned(one.getAddress(), other.getAddress()) > 0;
  }

  private static Function<String, String> matching(String allowed) {
    return text -> {
      if (!text.matches(allowed)) {
        throw new IllegalArgumentException(
            Quoted.of(text) + " has characters that it may not have");
      }
      return text;
    };
  }

  private record Reader(Map<String, String> environment, List<String> problems) {

    @Nullable InetAddress required(String name, String meaning) {
      if (environment.getOrDefault(name, "").isBlank()) {
        problems.add(name + " is not set: set it to " + meaning);
        return null;
      }
      return optional(name, IpNetwork::parseAddress);
    }

    <T> @Nullable T optional(String name, Function<String, T> parser) {
      String text = environment.getOrDefault(name, "").strip();
      if (text.isEmpty()) {
        return null;
      }
      try {
        return parser.apply(text);
      } catch (IllegalArgumentException e) {
        problems.add(name + ": " + e.getMessage());
        return null;
      }
    }

    void family(int bytes, @Nullable InetAddress... addresses) {
      for (InetAddress each : addresses) {
        if (each != null && each.getAddress().length != bytes) {
          problems.add(each.getHostAddress() + " is of the wrong IP family for its variable");
        }
      }
    }
  }
}
