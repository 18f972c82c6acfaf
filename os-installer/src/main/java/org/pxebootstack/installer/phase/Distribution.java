package org.pxebootstack.installer.phase;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.pxebootstack.command.Command;
import org.pxebootstack.command.CommandFailedException;
import org.pxebootstack.contract.machine.Architecture;
import org.pxebootstack.installer.InstallException;

/** What families of distributions do in their own ways. */
sealed interface Distribution permits DebianFamily, FedoraFamily {

  /**
   * The family of a root file system, by what it says it is, or is like.
   *
   * @throws InstallException where this version does not know it
   */
  static Distribution of(OsRelease release) throws InstallException {
    List<String> names = new ArrayList<>(List.of(release.id()));
    names.addAll(release.like());
    for (String each : names) {
      if (DebianFamily.VENDORS.contains(each)) {
        return new DebianFamily(each);
      }
      String vendor = FedoraFamily.VENDORS.get(each);
      if (vendor != null) {
        return new FedoraFamily(vendor);
      }
    }
    throw new InstallException(
        "the root file system is of \""
            + release.id()
            + "\", which this version does not know; it installs Debian, Ubuntu, Fedora and their"
            + " relatives");
  }

  /**
   * The boot loader's directory on the ESP, and the name of its boot entry: those that the vendor's
   * signed GRUB was built for.
   */
  String loaderId();

  /** Says how the installed system's kernel is started. */
  void writeBootSettings(TargetRoot target, BootSettings settings) throws IOException;

  /** Makes what the image lacks of what is started with a kernel, for each of its kernels. */
  void prepareKernels(TargetRoot target, BootSettings settings, Installation installation)
      throws IOException, InstallException;

  /** Installs GRUB from the target's own packages. */
  void installBootloader(TargetRoot target, Installation installation)
      throws IOException, InstallException;

  /** What the names of EFI programs of an architecture end in. */
  static String suffix(Architecture arch) {
    return arch == Architecture.AARCH64 ? "aa64" : "x64";
  }

  /** Commands that install a package from the network. */
  List<Command> installing(TargetRoot target, String packageName);

  /**
   * Sees to a file that a package brings.
   *
   * @throws InstallException where the image lacks it, and the network does not have it
   */
  default void require(
      TargetRoot target, String path, String packageName, Installation installation)
      throws IOException, InstallException {
    if (target.has(path)) {
      return;
    }
    installation.say("the image lacks " + path + "; installing " + packageName);
    target.lendNameServers();
    try {
      for (Command each : installing(target, packageName)) {
        var _ = each.run();
      }
    } catch (CommandFailedException e) {
      throw new InstallException(
          "the root file system lacks /%s, and its package %s could not be had over the network; add %s to the image: %s"
              .formatted(path, packageName, packageName, e.getMessage()),
          e);
    }
    if (!target.has(path)) {
      throw new InstallException(
          "the root file system lacks /%s, also with its package %s; install a distribution that has it"
              .formatted(path, packageName));
    }
  }

  /**
   * How the installed system is started.
   *
   * @param rootUuid the root file system's
   * @param arguments for its kernel, beside the root file system's
   */
  record BootSettings(String rootUuid, String arguments, Architecture arch) {}
}
