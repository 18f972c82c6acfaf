package org.pxebootstack.rendering.ipxe;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pxebootstack.contract.definition.ParsedDefinition;
import org.pxebootstack.contract.definition.VmDefinition;
import org.pxebootstack.contract.definition.VmDefinitionParser;
import org.pxebootstack.contract.image.DistroImage;
import org.pxebootstack.contract.image.GrubMemoryCheck;
import org.pxebootstack.contract.image.LiveManifest;
import org.pxebootstack.contract.machine.Architecture;
import org.pxebootstack.contract.machine.DataSize;
import org.pxebootstack.contract.machine.DistroName;
import org.pxebootstack.contract.machine.ImageFile;
import org.pxebootstack.contract.machine.KernelArguments;

class IpxeScriptTest {
  private static final URI BASE = URI.create("http://192.168.105.1");

  @Test
  void installs() {
    VmDefinition vm =
        vm(
            """
            {"name": "web1", "arch": "x86_64", "mac": "52:54:00:12:34:56", "pxeboot": true,
             "distro": "debian-13", "install": {"kernel_args": "nomodeset"}}
            """);
    assertThat(IpxeScript.boot(BootSpec.of(vm, image(Architecture.X86_64), BASE), "TOKEN"))
        .isEqualTo(
            """
            #!ipxe
            echo pxeboot-stack: installing debian-13 on web1
            set tries:int32 0

            :again
            inc tries
            imgfree
            set step kernel
            kernel --name vmlinuz http://192.168.105.1/images/debian-13/x86_64/vmlinuz-6.12 initrd=initrd.gz initrd=modules.cpio.gz ip=dhcp console=tty0 console=ttyS0,115200 config_url=http://192.168.105.1/config/52:54:00:12:34:56 installer_mac=52:54:00:12:34:56 nomodeset pxeboot.token=TOKEN || goto trouble
            set step initrd.gz
            initrd --name initrd.gz http://192.168.105.1/initrds/x86_64/initrd.gz || goto trouble
            set step modules.cpio.gz
            initrd --name modules.cpio.gz http://192.168.105.1/images/debian-13/x86_64/modules.cpio.gz || goto trouble
            set step boot
            boot || goto trouble

            :trouble
            iseq ${tries} 4 && goto failed ||
            echo pxeboot-stack: ${step} failed, the message above says why: trying again in 3 seconds
            sleep 3
            goto again

            :failed
            echo pxeboot-stack: installing debian-13 on web1 failed at ${step}, the message above says why
            echo pxeboot-stack: see the log of the stack at http://192.168.105.1: is nginx running, is the file readable?
            echo pxeboot-stack: the local disk is next
            imgfetch --name report http://192.168.105.1/ipxe/failed?mac=52:54:00:12:34:56&step=${step} ||
            sleep 10
            exit 1
            """);
  }

  @Test
  void bootsTheImagesOwnKernelWherePxebootIsNotSet() {
    VmDefinition vm =
        vm(
            """
            {"name": "arm1", "arch": "aarch64", "mac": "52:54:00:12:34:56", "distro": "debian-13"}
            """);
    assertThat(IpxeScript.boot(BootSpec.of(vm, image(Architecture.AARCH64), BASE), null))
        .isEqualTo(
            """
            #!ipxe
            echo pxeboot-stack: starting debian-13 on arm1
            set tries:int32 0

            :again
            inc tries
            imgfree
            set step kernel
            kernel --name vmlinuz http://192.168.105.1/images/debian-13/aarch64/vmlinuz-6.12 initrd=initrd.img ip=dhcp console=tty0 console=ttyAMA0,115200 root=LABEL=cloudimg-rootfs ds=nocloud;s=http://192.168.105.1/cloud-init/arm1/ || goto trouble
            set step initrd.img
            initrd --name initrd.img http://192.168.105.1/images/debian-13/aarch64/initrd.img-6.12 || goto trouble
            set step boot
            boot || goto trouble

            :trouble
            iseq ${tries} 4 && goto failed ||
            echo pxeboot-stack: ${step} failed, the message above says why: trying again in 3 seconds
            sleep 3
            goto again

            :failed
            echo pxeboot-stack: starting debian-13 on arm1 failed at ${step}, the message above says why
            echo pxeboot-stack: see the log of the stack at http://192.168.105.1: is nginx running, is the file readable?
            echo pxeboot-stack: the local disk is next
            imgfetch --name report http://192.168.105.1/ipxe/failed?mac=52:54:00:12:34:56&step=${step} ||
            sleep 10
            exit 1
            """);
  }

  @Test
  void handsAnInstalledMachineToItsDisk() {
    VmDefinition vm =
        vm("{\"name\": \"web1\", \"arch\": \"x86_64\", \"mac\": \"52:54:00:12:34:56\"}");
    assertThat(IpxeScript.bootDisk(vm, "is installed"))
        .isEqualTo(
            """
            #!ipxe
            echo pxeboot-stack: web1 is installed, its disk is next
            exit 1
            """);
  }

  @Test
  void aRefusalQuotesNothingThatIpxeWouldUnderstand() {
    assertThat(
            IpxeScript.refusal(
                List.of("web1.json: name: \"a\n${x} && reboot || shell; # \u00e9\" is wrong")))
        .isEqualTo(
            """
            #!ipxe
            echo pxeboot-stack: web1.json: name: 'a???x? ?? reboot ?? shell, ? ?' is wrong
            sleep 10
            exit 1
            """);
  }

  @Test
  void startsALiveSystem() {
    VmDefinition vm =
        vm(
            """
            {"name": "web1", "arch": "x86_64", "mac": "52:54:00:12:34:56",
             "install": {"live": "rescue", "kernel_args": "nomodeset"}}
            """);
    LiveManifest manifest =
        new LiveManifest(
            Architecture.X86_64,
            "6.12",
            "image.squashfs",
            List.of("rd.live.image", "rd.live.overlay.overlayfs"),
            new KernelArguments("ip=dhcp console=tty0"),
            DataSize.ofMebibytes(640),
            true);
    assertThat(IpxeScript.boot(BootSpec.live(vm, manifest, BASE), "TOKEN"))
        .contains(
            "echo pxeboot-stack: starting the live system rescue on web1\n",
            "kernel --name vmlinuz http://192.168.105.1/live/rescue/boot/vmlinuz initrd=initrd.img"
                + " root=live:http://192.168.105.1/live/rescue/image.squashfs rd.live.image"
                + " rd.live.overlay.overlayfs pxeboot.memory=640 ip=dhcp console=tty0"
                + " pxeboot.files=http://192.168.105.1/live/rescue nomodeset"
                + " pxeboot.ready=http://ready:TOKEN@192.168.105.1/ready/52:54:00:12:34:56 ||",
            "initrd --name initrd.img http://192.168.105.1/live/rescue/boot/initrd.img ||");
    assertThat(GrubScript.boot(BootSpec.live(vm, manifest, BASE), null))
        .isEqualTo(
            """
            echo "pxeboot-stack: starting the live system rescue on web1"
            %sif linux (http,192.168.105.1)/live/rescue/boot/vmlinuz root=live:http://192.168.105.1/live/rescue/image.squashfs rd.live.image rd.live.overlay.overlayfs pxeboot.memory=640 ip=dhcp console=tty0 pxeboot.files=http://192.168.105.1/live/rescue nomodeset; then
              if initrd (http,192.168.105.1)/live/rescue/boot/initrd.img; then
                boot
              fi
            fi
            echo "pxeboot-stack: that failed, the message above says why; the next boot device follows"
            sleep 10
            exit
            """
                .formatted(GrubMemoryCheck.of(DataSize.ofMebibytes(640))));
  }

  private static VmDefinition vm(String json) {
    ParsedDefinition parsed =
        VmDefinitionParser.parse("vm.json", json.getBytes(StandardCharsets.UTF_8));
    assertThat(parsed).isInstanceOf(ParsedDefinition.Valid.class);
    return ((ParsedDefinition.Valid) parsed).definition();
  }

  private static DistroImage image(Architecture arch) {
    return new DistroImage(
        new DistroName("debian-13"),
        arch,
        new ImageFile("vmlinuz-6.12"),
        new ImageFile("initrd.img-6.12"),
        new ImageFile("rootfs.tar.zst"),
        new ImageFile("modules.cpio.gz"),
        null,
        null,
        null);
  }
}
