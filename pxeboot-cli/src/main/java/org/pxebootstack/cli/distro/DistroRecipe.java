package org.pxebootstack.cli.distro;

import java.util.ArrayList;
import java.util.List;
import org.pxebootstack.contract.machine.Architecture;
import org.pxebootstack.contract.machine.DistroName;

/**
 * What an image is made of.
 *
 * @param suite the archive's name of the release
 * @param packages what is installed besides the essential packages
 */
record DistroRecipe(DistroName distro, Architecture arch, String suite, List<String> packages) {

  /** On every architecture: a server that cloud-init sets up and a person logs in to. */
  private static final List<String> DEBIAN_PACKAGES =
      List.of(
          "ca-certificates",
          "cloud-guest-utils",
          "cloud-init",
          "dbus",
          "dosfstools",
          "e2fsprogs",
          "efibootmgr",
          "fdisk",
          "initramfs-tools",
          "iproute2",
          "iputils-ping",
          "less",
          "netplan.io",
          "openssh-server",
          "sudo",
          "systemd-resolved",
          "systemd-sysv",
          "udev",
          "vim-tiny",
          "zstd");

  /** Of a live system: what boots it over the network or from a CD, and a network when it runs. */
  private static final List<String> LIVE_PACKAGES =
      List.of(
          "ca-certificates",
          "curl",
          "dbus",
          "dracut",
          "dracut-live",
          "dracut-network",
          "iproute2",
          "kmod",
          "shim-signed",
          "systemd-resolved",
          "systemd-sysv",
          "udev",
          "zstd");

  DistroRecipe {
    packages = List.copyOf(packages);
  }

  /**
   * The recipe of a distribution.
   *
   * @throws IllegalArgumentException when there is none
   */
  static DistroRecipe of(DistroName distro, Architecture arch) {
    String suite = suite(distro);
    List<String> packages = new ArrayList<>(DEBIAN_PACKAGES);
    packages.addAll(
        switch (arch) {
          // grub-cloud has GRUB for UEFI and for BIOS on one disk.
          case X86_64 -> List.of("linux-image-amd64", "grub-cloud-amd64");
          case AARCH64 -> List.of("linux-image-arm64", "grub-efi-arm64");
        });
    return new DistroRecipe(distro, arch, suite, packages);
  }

  /**
   * The recipe of a live system.
   *
   * @param cloud whether its kernel is the one for virtual machines
   * @throws IllegalArgumentException when there is none
   */
  static DistroRecipe live(DistroName distro, Architecture arch, boolean cloud) {
    List<String> packages = new ArrayList<>(LIVE_PACKAGES);
    String debian = debian(arch);
    packages.add("linux-image-" + (cloud ? "cloud-" : "") + debian);
    packages.add("grub-efi-" + debian + "-signed");
    return new DistroRecipe(distro, arch, suite(distro), packages);
  }

  private static String suite(DistroName distro) {
    if (!distro.value().equals("debian-13")) {
      throw new IllegalArgumentException(distro + " can't be pulled; this version knows debian-13");
    }
    return "trixie";
  }

  /** Debian's name of the architecture. */
  String debianArchitecture() {
    return debian(arch);
  }

  private static String debian(Architecture arch) {
    return switch (arch) {
      case X86_64 -> "amd64";
      case AARCH64 -> "arm64";
    };
  }
}
