package org.pxebootstack.cli.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A socket that listens, as {@code ss --extended --processes} tells of it (ss(8)).
 *
 * @param protocol {@code tcp} or {@code udp}
 * @param address as ss writes it: {@code *} and {@code 0.0.0.0} are all addresses
 * @param device the interface that it is bound to; empty where it is bound to none
 * @param uid the user who made it
 * @param owners the processes that have it, as far as this process may see them
 */
record ListeningSocket(
    String protocol, String address, String device, int port, int uid, List<Owner> owners) {
  private static final Pattern LINE =
      Pattern.compile("(tcp|udp)\\s+\\S+\\s+\\d+\\s+\\d+\\s+(\\S+):(\\d+)\\s.*");
  private static final Pattern OWNER = Pattern.compile("\\(\"([^\"]*)\",pid=(\\d+),fd=\\d+\\)");
  private static final Pattern UID = Pattern.compile("\\buid:(\\d+)\\b");

  /** A process, by its short name. */
  record Owner(String name, long pid) {
    @Override
    public String toString() {
      return name + " (process " + pid + ")";
    }
  }

  ListeningSocket {
    owners = List.copyOf(owners);
  }

  /** Nothing where the line tells of no TCP or UDP socket. */
  static Optional<ListeningSocket> parse(String line) {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String local = matcher.group(2);
    int percent = local.indexOf('%');
    List<Owner> owners = new ArrayList<>();
    Matcher owner = OWNER.matcher(line);
    while (owner.find()) {
      owners.add(new Owner(owner.group(1), Long.parseLong(owner.group(2))));
    }
    Matcher uid = UID.matcher(line);
    return Optional.of(
        new ListeningSocket(
            matcher.group(1),
            percent < 0 ? local : local.substring(0, percent),
            percent < 0 ? "" : local.substring(percent + 1),
            Integer.parseInt(matcher.group(3)),
            uid.find() ? Integer.parseInt(uid.group(1)) : 0,
            owners));
  }
}
