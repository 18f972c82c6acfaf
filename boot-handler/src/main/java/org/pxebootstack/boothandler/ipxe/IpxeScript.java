package org.pxebootstack.boothandler.ipxe;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import org.pxebootstack.boothandler.image.DistroImage;
import org.pxebootstack.contract.definition.VmDefinition;
import org.pxebootstack.contract.machine.ImageFile;
import org.pxebootstack.contract.machine.KernelArguments;

/**
 * Renders iPXE scripts (https://ipxe.org/scripting). Pure: what goes in are checked values whose
 * allow-lists leave nothing that iPXE would expand or take for a second command.
 *
 * <p>Each initrd has a name and stands on the kernel's command line by that name: an iPXE of 2019
 * under EFI starts the kernel without its initrd otherwise, and newer ones don't mind.
 */
final class IpxeScript {
  private static final String HEAD = "#!ipxe\n";

  private IpxeScript() {}

  /**
   * Boots the installer.
   *
   * @param token lets this boot report its progress
   */
  static String install(VmDefinition vm, DistroImage image, URI base, String token) {
    String what = image.distro() + " on " + vm.name();
    String arguments =
        "ip=dhcp"
            + console(vm)
            + " config_url=%s/config/%s installer_mac=%s pxeboot.token=%s"
                .formatted(base, vm.mac(), vm.mac(), token)
            + own(vm);
    return HEAD
        + """
        echo pxeboot-stack: installing %s
        kernel --name vmlinuz %s initrd=initrd.gz initrd=modules.cpio.gz %s || goto failed
        initrd --name initrd.gz %s/initrds/%s/initrd.gz || goto failed
        initrd --name modules.cpio.gz %s || goto failed
        boot || goto failed
        """
            .formatted(
                what,
                base + image.path(image.kernel()),
                arguments,
                base,
                vm.arch(),
                base + image.path(image.modules()))
        + failed("installing " + what);
  }

  /** Boots the image's own kernel and initrd, as pvmlab does where {@code pxeboot} is not set. */
  static String ownKernel(VmDefinition vm, DistroImage image, URI base) {
    String what = image.distro() + " on " + vm.name();
    ImageFile initrd = Objects.requireNonNull(image.initrd(), "the image's own initrd");
    String arguments =
        "ip=dhcp"
            + console(vm)
            + " root=LABEL=cloudimg-rootfs ds=nocloud;s=%s/cloud-init/%s/"
                .formatted(base, vm.name())
            + own(vm);
    return HEAD
        + """
        echo pxeboot-stack: starting %s
        kernel --name vmlinuz %s initrd=initrd.img %s || goto failed
        initrd --name initrd.img %s || goto failed
        boot || goto failed
        """
            .formatted(
                what, base + image.path(image.kernel()), arguments, base + image.path(initrd))
        + failed("starting " + what);
  }

  /** Hands the machine back to its firmware, which goes on with its next boot device. */
  static String bootDisk(VmDefinition vm, String why) {
    return HEAD + "echo pxeboot-stack: %s %s, its disk is next\nexit 1\n".formatted(vm.name(), why);
  }

  /** Says on the machine's screen why it is not booted, then hands it back to its firmware. */
  static String refusal(List<String> sentences) {
    StringBuilder script = new StringBuilder(HEAD);
    sentences.forEach(
        each -> script.append("echo pxeboot-stack: ").append(plain(each)).append('\n'));
    return script.append("sleep 10\nexit 1\n").toString();
  }

  private static String failed(String what) {
    return """

    :failed
    echo pxeboot-stack: %s failed, the message above says why
    echo pxeboot-stack: the logs of the stack may say more, the local disk is next
    sleep 10
    exit 1
    """
        .formatted(what);
  }

  private static String console(VmDefinition vm) {
    return " console=tty0 console=" + vm.arch().serialConsole() + ",115200";
  }

  private static String own(VmDefinition vm) {
    KernelArguments own = vm.install().kernelArgs();
    return own == null ? "" : " " + own;
  }

  /** Sentences quote what people wrote, so everything that iPXE could understand is taken out. */
  private static String plain(String sentence) {
    String line = sentence.replace('"', '\'').replaceAll("[^A-Za-z0-9 .,:'/_()@=+-]", "?");
    return line.length() > 300 ? line.substring(0, 300) + "..." : line;
  }
}
