package org.pxebootstack.rendering.ipxe;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.contract.definition.VmDefinition;
import org.pxebootstack.contract.image.DistroImage;
import org.pxebootstack.contract.image.LiveManifest;
import org.pxebootstack.contract.machine.DataSize;
import org.pxebootstack.contract.machine.ImageFile;
import org.pxebootstack.contract.machine.KernelArguments;
import org.pxebootstack.contract.machine.LiveName;

/**
 * What one machine boots, before it is written in anybody's language. Pure; made from checked
 * values only.
 *
 * @param kind which road it takes
 * @param what the distribution and the machine, for people
 * @param initrds loaded in this order
 * @param arguments the kernel command line, without the names of initrds and without a token
 * @param memory how much of it the machine needs; null where that is not known
 * @param base where this stack is reached, without a slash at the end
 */
public record BootSpec(
    Kind kind,
    VmDefinition machine,
    String what,
    URI kernel,
    List<Initrd> initrds,
    String arguments,
    @Nullable DataSize memory,
    URI base) {

  /** The roads of a definition. */
  public enum Kind {
    /** {@code pxeboot: true}: the installer's initramfs. */
    INSTALL("installing"),
    /** {@code pxeboot: false}: the image's own kernel and initrd. */
    OWN_KERNEL("starting"),
    /** {@code install.live}: a published live system. */
    LIVE("starting");

    private final String verb;

    Kind(String verb) {
      this.verb = verb;
    }
  }

  public BootSpec {
    initrds = List.copyOf(initrds);
  }

  /**
   * An initramfs, or a part of one.
   *
   * @param name by which the kernel's command line refers to it
   */
  public record Initrd(String name, URI uri) {}

  /** What the definition asks for. */
  public static BootSpec of(VmDefinition vm, DistroImage image, URI base) {
    return vm.pxeboot() ? install(vm, image, base) : ownKernel(vm, image, base);
  }

  /**
   * The live system that the definition names.
   *
   * @param manifest what its artifacts are
   */
  public static BootSpec live(VmDefinition vm, LiveManifest manifest, URI base) {
    LiveName name = Objects.requireNonNull(vm.install().live(), "the definition names one");
    String place = base + "/live/" + name;
    List<String> arguments = new ArrayList<>();
    if (manifest.root() != null) {
      arguments.add("root=live:" + place + "/" + manifest.root());
      arguments.addAll(manifest.rootArguments());
      arguments.add("pxeboot.memory=" + manifest.memory().mebibytes());
    }
    arguments.add(manifest.arguments().value());
    if (manifest.fetches()) {
      arguments.add("pxeboot.files=" + place);
    }
    return new BootSpec(
        Kind.LIVE,
        vm,
        "the live system " + name + " on " + vm.name(),
        URI.create(place + "/boot/vmlinuz"),
        List.of(new Initrd("initrd.img", URI.create(place + "/boot/initrd.img"))),
        String.join(" ", arguments) + own(vm),
        manifest.memory(),
        base);
  }

  private static BootSpec install(VmDefinition vm, DistroImage image, URI base) {
    return new BootSpec(
        Kind.INSTALL,
        vm,
        image.distro() + " on " + vm.name(),
        URI.create(base + image.path(image.kernel())),
        List.of(
            new Initrd("initrd.gz", URI.create(base + "/initrds/" + vm.arch() + "/initrd.gz")),
            new Initrd("modules.cpio.gz", URI.create(base + image.path(image.modules())))),
        "ip=dhcp%s config_url=%s/config/%s installer_mac=%s%s"
            .formatted(consoles(vm), base, vm.mac(), vm.mac(), own(vm)),
        null,
        base);
  }

  private static BootSpec ownKernel(VmDefinition vm, DistroImage image, URI base) {
    ImageFile initrd = Objects.requireNonNull(image.initrd(), "the image's own initrd");
    return new BootSpec(
        Kind.OWN_KERNEL,
        vm,
        image.distro() + " on " + vm.name(),
        URI.create(base + image.path(image.kernel())),
        List.of(new Initrd("initrd.img", URI.create(base + image.path(initrd)))),
        "ip=dhcp%s root=LABEL=cloudimg-rootfs ds=nocloud;s=%s/cloud-init/%s/%s"
            .formatted(consoles(vm), base, vm.name(), own(vm)),
        null,
        base);
  }

  /** For people: {@code installing debian-13 on web1}. */
  public String title() {
    return kind.verb + " " + what;
  }

  private static String consoles(VmDefinition vm) {
    return " console=tty0 console=" + vm.arch().serialConsole() + ",115200";
  }

  private static String own(VmDefinition vm) {
    KernelArguments own = vm.install().kernelArgs();
    return own == null ? "" : " " + own;
  }
}
