package org.pxebootstack.installer.phase;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.command.Command;
import org.pxebootstack.contract.machine.MacAddress;
import org.pxebootstack.installer.InstallException;
import org.pxebootstack.installer.progress.PhaseProgress;

/** Brings up the card that booted and asks DHCP for its address. */
final class NetworkPhase implements Phase {
  private static final Path SYS_NET = Path.of("/sys/class/net");
  private static final Duration APPEARS = Duration.ofSeconds(30);

  /** Some switches and cards take several seconds until there is a link. */
  private static final Duration LINKS = Duration.ofSeconds(10);

  /** A switch with spanning tree forwards nothing for 30 to 50 s; a DHCP server may restart. */
  private static final Duration LEASED = Duration.ofMinutes(3);

  @Override
  public String name() {
    return "network";
  }

  @Override
  public void run(Installation installation, PhaseProgress progress)
      throws IOException, InstallException, InterruptedException {
    MacAddress mac = installation.commandLine().installerMac();
    List<String> cards = awaitCards(mac);
    for (String card : cards) {
      var _ = Command.of("ip", "link", "set", card, "up").run();
    }
    long start = System.nanoTime();
    List<String> cabled = cabled(cards);
    while (cabled.isEmpty() && System.nanoTime() - start < LINKS.toNanos()) {
      Thread.sleep(200);
      cabled = cabled(cards);
    }
    while (System.nanoTime() - start < LEASED.toNanos()) {
      // Not every driver says whether there is a link, and a cable may be put in.
      List<String> toTry = cabled.isEmpty() ? cards : cabled;
      for (String card : toTry) {
        if (lease(card)) {
          installation.say(card + " has its address from DHCP");
          return;
        }
      }
      installation.say("no DHCP server has answered yet on " + String.join(", ", toTry));
      cabled = cabled(cards);
    }
    throw new InstallException(
        "no DHCP server answered within %d s on %s%s; is the stack running, and the cable in?"
            .formatted(
                LEASED.toSeconds(),
                String.join(", ", cards),
                cabled.isEmpty() ? ", without a link" : ""));
  }

  /** udhcpc's script sets the address: five requests, three seconds apart. */
  private static boolean lease(String card) throws IOException {
    return Command.of("udhcpc", "-i", card, "-n", "-q", "-f", "-t", "5", "-T", "3", "-S")
        .with("-s", "/usr/share/udhcpc/default.script")
        .withTimeout(Duration.ofMinutes(1))
        .tryRun()
        .succeeded();
  }

  private static List<String> cabled(List<String> cards) {
    return cards.stream().filter(card -> hasLink(SYS_NET.resolve(card))).toList();
  }

  /** sysfs-class-net, "carrier"; it can't be read while the card is down. */
  static boolean hasLink(Path card) {
    try {
      return Files.readString(card.resolve("carrier")).strip().equals("1");
    } catch (IOException e) {
      return false;
    }
  }

  private static List<String> awaitCards(@Nullable MacAddress mac)
      throws IOException, InstallException, InterruptedException {
    long end = System.nanoTime() + APPEARS.toNanos();
    while (System.nanoTime() < end) {
      List<String> found = cards(mac);
      if (!found.isEmpty()) {
        return found;
      }
      Thread.sleep(200);
    }
    throw new InstallException(
        mac == null
            ? "there is no network card; the image's modules may lack its driver"
            : "no network card has the MAC address "
                + mac
                + "; the image's modules may lack its driver");
  }

  private static List<String> cards(@Nullable MacAddress mac) throws IOException {
    List<String> found = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(SYS_NET)) {
      for (Path entry : entries) {
        // A card of real or virtual hardware has a device behind it; lo, tunnels and bridges don't.
        if (Files.exists(entry.resolve("device")) && has(entry, mac)) {
          found.add(String.valueOf(entry.getFileName()));
        }
      }
    }
    return found;
  }

  private static boolean has(Path entry, @Nullable MacAddress mac) throws IOException {
    return mac == null
        || MacAddress.tryParse(Files.readString(entry.resolve("address")).strip())
            .filter(mac::equals)
            .isPresent();
  }
}
