package org.pxebootstack.boothandler.plan;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pxebootstack.contract.machine.MacAddress;
import org.springframework.web.util.UriUtils;

/**
 * An answer of nginx's to a GET for a file of the plan.
 *
 * @param number which file it is
 * @param complete whether all of the answer was sent
 * @param bytes of its body
 */
record Delivery(MacAddress mac, int number, int status, boolean complete, long bytes) {
  /**
   * nginx.conf's log format {@code delivery}, in a syslog line (RFC 3164). The path is as the
   * machine has sent it: some iPXE encode the colons.
   */
  private static final Pattern LINE =
      Pattern.compile(
          "<\\d+>.*? nginx: (?<key>\\S+) GET (?<status>\\d{3}) (?<completion>OK)?"
              + " (?<bytes>\\d{1,18}) /boot/(?<mac>[0-9a-fA-F:%]{17,27})/(?<number>\\d{1,3})/\\S*");

  /**
   * Reads a line that nginx has sent; empty where it is of anybody else, or of another request.
   *
   * @param key which only nginx knows
   */
  static Optional<Delivery> parse(String line, String key) {
    Matcher matcher = LINE.matcher(line.strip());
    if (!matcher.matches() || !matcher.group("key").equals(key)) {
      return Optional.empty();
    }
    return MacAddress.tryParse(UriUtils.decode(matcher.group("mac"), StandardCharsets.US_ASCII))
        .map(mac ->
            new Delivery(
                mac,
                Integer.parseInt(matcher.group("number")),
                Integer.parseInt(matcher.group("status")),
                matcher.group("completion") != null,
                Long.parseLong(matcher.group("bytes"))));
  }

  /** Whether what was asked for has arrived: the file, or a range of it. */
  boolean isWhole() {
    return complete && (status == 200 || status == 206);
  }
}
