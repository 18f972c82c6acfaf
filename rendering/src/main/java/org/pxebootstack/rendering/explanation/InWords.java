package org.pxebootstack.rendering.explanation;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.pxebootstack.contract.definition.InstallPolicy;
import org.pxebootstack.contract.install.DiskHint;
import org.pxebootstack.contract.install.WipePolicy;
import org.pxebootstack.contract.machine.Architecture;
import org.pxebootstack.contract.machine.ClientArchitecture;

/** Settings as sentences. */
final class InWords {
  private InWords() {}

  static String policy(InstallPolicy policy) {
    return switch (policy) {
      case ALWAYS ->
          """
          install.policy is always: it is installed each time it boots over the network.
          That is right for firmware that tries the disk first.
          """;
      case ONCE ->
          """
          install.policy is once: after an installation that succeeded it is left to its disk.
          That is right for firmware that tries the network first; to install it again: POST /api/v1/machines/<name>/reinstall.
          """;
    };
  }

  static String disk(DiskHint hint, WipePolicy wipe) {
    List<String> wanted = new ArrayList<>();
    if (hint.byId() != null) {
      wanted.add("with the name " + hint.byId() + " in /dev/disk/by-id");
    }
    if (hint.serial() != null) {
      wanted.add("with the serial number " + hint.serial());
    }
    if (hint.wwn() != null) {
      wanted.add("with the World Wide Name " + hint.wwn());
    }
    if (hint.path() != null) {
      wanted.add("at " + hint.path());
    }
    if (hint.minSize() != null) {
      wanted.add("of at least " + hint.minSize());
    }
    if (hint.maxSize() != null) {
      wanted.add("of at most " + hint.maxSize());
    }
    if (hint.rotational() != null) {
      wanted.add(hint.rotational() ? "that turns" : "without moving parts");
    }
    String which =
        wanted.isEmpty()
            ? "The machine's only disk is taken; of several, the only blank one or the only one that"
                + " this stack installed.\n"
            : "By install.disk the only disk is taken " + String.join(", ", wanted) + ".\n";
    return which
        + "Where that leaves a doubt, the installation stops and nothing is written.\n"
        + wipe(wipe);
  }

  private static String wipe(WipePolicy policy) {
    return switch (policy) {
      case ANY -> "install.wipe is any: whatever is on it is overwritten.\n";
      case BLANK_OR_OURS ->
          """
          install.wipe is blank-or-ours: it is overwritten where it is blank or has this stack's file systems.
          Where it has foreign data, the installation stops.
          """;
      case BLANK_ONLY ->
          """
          install.wipe is blank-only: it is overwritten where it is blank, or where an installation was cut off.
          Where it has any data, the installation stops.
          """;
    };
  }

  /**
   * The boot program of each firmware.
   *
   * @param signed whether the machine starts by a distribution's shim
   */
  static String bootPrograms(Architecture processor, URI base, boolean signed) {
    StringBuilder text = new StringBuilder();
    for (ClientArchitecture each : ClientArchitecture.of(processor)) {
      Optional<String> file = signed ? each.signedBootFile(base) : each.bootFile(base);
      text.append(
          String.format(
              Locale.ROOT,
              "  %2d  %-28s  %s\n",
              each.code(),
              each,
              file.orElse("nothing: this stack has no boot program for it")));
    }
    return text.toString();
  }
}
