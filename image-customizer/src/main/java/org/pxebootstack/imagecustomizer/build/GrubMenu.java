package org.pxebootstack.imagecustomizer.build;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.pxebootstack.contract.image.GrubMemoryCheck;
import org.pxebootstack.contract.machine.DataSize;
import org.pxebootstack.imagecustomizer.configuration.ImageConfiguration;
import org.pxebootstack.imagecustomizer.configuration.ImageConfiguration.BootstrapFormat;
import org.pxebootstack.imagecustomizer.configuration.ImageConfiguration.InitramfsType;
import org.pxebootstack.imagecustomizer.configuration.ImageConfiguration.LoadProtocol;

/** Renders GRUB's configuration files (gnu.org/software/grub/manual). Pure. */
public final class GrubMenu {
  /** The label of our ISOs. */
  static final String LABEL = "PXEBOOT_LIVE";

  /** An environment block: 1024 bytes, of which none is set. */
  public static final String ENVIRONMENT_BLOCK = "# GRUB Environment Block\n" + "#".repeat(999);

  /**
   * Where Debian's GRUB for the network looks first. It knows from where it was loaded itself:
   * there the rest is too.
   */
  public static final String NETWORK_STUB =
      """
      # Debian's signed GRUB looks here; what it was loaded with is beside it.
      set prefix=$cmdpath/boot/grub2
      configfile $prefix/grub.cfg
      """;

  /** Where Debian's GRUB for CDs looks first. */
  public static final String CD_STUB =
      """
      # Debian's signed GRUB looks here.
      set prefix=($root)/boot/grub2
      configfile $prefix/grub.cfg
      """;

  /** GRUB knows from where it was loaded: {@code (tftp,192.0.2.1)/live/rescue}. */
  private static final String SETUP =
      """
      regexp --set=1:server --set=2:directory '^\\([a-z]*,([^)]*)\\)(.*)$' "$cmdpath"
      """;

  private GrubMenu() {}

  /**
   * What the kernel is told about the root file system that its initramfs finds, without its place.
   */
  static List<String> rootArguments(InitramfsType type, BootstrapFormat format) {
    if (type == InitramfsType.FULL_OS) {
      return List.of();
    }
    List<String> arguments = new ArrayList<>(List.of("rd.live.image"));
    if (format == BootstrapFormat.ISO) {
      arguments.addAll(List.of("rd.live.dir=liveos", "rd.live.squashimg=rootfs.img"));
    }
    // An overlay in memory; "rd.live.overlay=1" would name a device.
    arguments.add("rd.live.overlay.overlayfs");
    return List.copyOf(arguments);
  }

  /** The ISO's own menu. */
  static String iso(ImageConfiguration configuration, InitramfsType type, DataSize memory) {
    List<String> arguments = new ArrayList<>();
    if (type == InitramfsType.BOOTSTRAP) {
      arguments.add("root=live:CDLABEL=" + LABEL);
      arguments.addAll(rootArguments(type, BootstrapFormat.ISO));
    }
    arguments.addAll(consoles(configuration));
    arguments.addAll(configuration.os().arguments());
    arguments.addAll(configuration.iso().arguments());
    return menu("", memory, "($root)", String.join(" ", arguments));
  }

  /**
   * The network's.
   *
   * @param type which initramfs it starts
   * @param memory what a machine needs; where firmware doesn't say how much there is, bootstrap's
   *     initramfs does
   */
  static String pxe(ImageConfiguration configuration, InitramfsType type, DataSize memory) {
    ImageConfiguration.Pxe pxe = configuration.pxe();
    BootstrapFormat format = pxe.bootstrapFormat();
    List<String> arguments = new ArrayList<>();
    if (type == InitramfsType.BOOTSTRAP) {
      // An ISO says nothing of servers: its own is then beside what GRUB was loaded from.
      String url =
          Objects.requireNonNullElse(
              pxe.bootstrapUrl(), "http://${server}${directory}/" + format.fileName());
      arguments.add("root=live:" + url);
      arguments.addAll(rootArguments(type, format));
      arguments.add("pxeboot.memory=" + memory.mebibytes());
    }
    arguments.addAll(pxeArguments(configuration));
    if (!pxe.medium().additionalFiles().stream().allMatch(each -> each.fetchTo() == null)) {
      arguments.add("pxeboot.files=http://${server}${directory}");
    }
    return menu(
        SETUP,
        memory,
        pxe.loadKernelFrom() == LoadProtocol.HTTP ? "(http,$server)$directory" : "$cmdpath",
        String.join(" ", arguments));
  }

  /** The network's kernel command line, but for the root file system. */
  static List<String> pxeArguments(ImageConfiguration configuration) {
    List<String> arguments = new ArrayList<>(List.of("ip=dhcp"));
    arguments.addAll(consoles(configuration));
    arguments.addAll(configuration.os().arguments());
    arguments.addAll(configuration.pxe().medium().arguments());
    return arguments;
  }

  private static List<String> consoles(ImageConfiguration configuration) {
    return List.of(
        "console=tty0", "console=" + configuration.architecture().serialConsole() + ",115200");
  }

  private static String menu(String setup, DataSize memory, String from, String arguments) {
    return """
    set timeout=0
    set default=0
    %s%smenuentry "Live system" {
      linux %s/boot/vmlinuz %s
      initrd %s/boot/initrd.img
    }
    """
        .formatted(setup, GrubMemoryCheck.of(memory), from, arguments, from);
  }
}
