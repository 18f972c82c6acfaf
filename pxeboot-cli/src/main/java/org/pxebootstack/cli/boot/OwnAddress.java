package org.pxebootstack.cli.boot;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pxebootstack.command.Command;

/** Finds the address at which machines reach this host, where nobody has said it. */
final class OwnAddress {
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final Pattern DEVICE = Pattern.compile("\\bdev (\\S+)");

  private OwnAddress() {}

  /**
   * The first IPv4 address of the interface that was named, else of the one with the default route,
   * else of the only one that has any. Waited for where there is none yet.
   *
   * @throws IOException with a sentence for people where it is not certain
   */
  static String find(Optional<String> wanted) throws IOException {
    long end = System.nanoTime() + LONGEST.toNanos();
    while (true) {
      List<Card> cards = cards();
      Optional<String> device = wanted.isPresent() ? wanted : defaultRoute();
      Optional<Card> card =
          device.isPresent()
              ? cards.stream().filter(each -> device.get().equals(each.name())).findFirst()
              : cards.size() == 1 ? Optional.of(cards.getFirst()) : Optional.empty();
      if (card.isPresent()) {
        return card.get().address();
      }
      if (System.nanoTime() > end || (device.isEmpty() && cards.size() > 1)) {
        throw new IOException(sentence(device, cards));
      }
      pause();
    }
  }

  private record Card(String name, String address) {
    @Override
    public String toString() {
      return name + " (" + address + ")";
    }
  }

  private static String sentence(Optional<String> device, List<Card> cards) {
    if (device.isPresent()) {
      return device.get()
          + " has no IPv4 address; give it one, or name another interface with PXE_INTERFACE";
    }
    return cards.isEmpty()
        ? "no interface has an IPv4 address; start the container with --net=host"
        : "machines could be at any of "
            + cards
            + "; say where with -e PXE_INTERFACE="
            + cards.getFirst().name();
  }

  private static List<Card> cards() throws IOException {
    List<Card> cards = new ArrayList<>();
    for (NetworkInterface each : NetworkInterface.networkInterfaces().toList()) {
      if (!each.isLoopback() && each.isUp()) {
        each.inetAddresses()
            .filter(Inet4Address.class::isInstance)
            .findFirst()
            .map(InetAddress::getHostAddress)
            .ifPresent(address -> cards.add(new Card(each.getName(), address)));
      }
    }
    return cards;
  }

  private static Optional<String> defaultRoute() throws IOException {
    Matcher matcher =
        DEVICE.matcher(Command.of("ip", "-4", "route", "show", "default").run().output());
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(200);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
