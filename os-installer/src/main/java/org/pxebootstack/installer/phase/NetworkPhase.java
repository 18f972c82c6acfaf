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
    for (String card : cards) {
      if (lease(card)) {
        installation.say(card + " has its address from DHCP");
        return;
      }
    }
    throw new InstallException(
        "no DHCP server answered on "
            + String.join(", ", cards)
            + "; is the stack running, and the cable in?");
  }

  /** udhcpc's script sets the address: ten requests, three seconds apart. */
  private static boolean lease(String card) throws IOException {
    return Command.of("udhcpc", "-i", card, "-n", "-q", "-f", "-t", "10", "-T", "3", "-S")
        .with("-s", "/usr/share/udhcpc/default.script")
        .withTimeout(Duration.ofMinutes(2))
        .tryRun()
        .succeeded();
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
