package org.pxebootstack.installer.phase;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pxebootstack.command.CommandFailedException;

/**
 * The firmware's entry for a boot loader, written by the target's efibootmgr(8).
 *
 * @param loader path on the ESP, with backslashes
 */
record BootEntry(String label, String loader) {
  private static final Pattern ENTRY =
      Pattern.compile("Boot([0-9A-Fa-f]{4})\\*? ([^\\t]*?)(\\t.*)?");

  /** Does so where it can: a disk starts without it, by the path for removable media. */
  void write(TargetRoot target, Installation installation) throws IOException {
    if (!target.hasEfiVariables() || !target.has("usr/sbin/efibootmgr")) {
      installation.say("no boot entry is written: the disk starts by its fallback path");
      return;
    }
    try {
      // Else each installation would add one.
      for (String number : earlier(target.command("efibootmgr").run().output())) {
        var _ = target.command("efibootmgr", "--bootnum", number, "--delete-bootnum").run();
      }
      var _ =
          target
              .command("efibootmgr", "--create", "--disk", installation.targetDisk().device())
              .with("--part", Integer.toString(installation.targetDisk().espNumber()))
              .with("--label", label, "--loader", loader)
              .run();
    } catch (CommandFailedException e) {
      installation.say("the firmware took no boot entry: " + e.getMessage());
    }
  }

  /** Numbers of entries with the same label, in what efibootmgr lists. */
  List<String> earlier(String listing) {
    List<String> numbers = new ArrayList<>();
    for (String line : listing.lines().toList()) {
      Matcher matcher = ENTRY.matcher(line);
      if (matcher.matches() && matcher.group(2).equals(label)) {
        numbers.add(matcher.group(1));
      }
    }
    return numbers;
  }
}
