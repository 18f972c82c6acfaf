package org.pxebootstack.rendering.ipxe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pxebootstack.contract.machine.InvalidValueException;
import org.pxebootstack.contract.machine.KernelCommandLine;
import org.pxebootstack.contract.machine.MacAddress;

class UndefinedScriptTest {
  private static final URI BASE = URI.create("http://192.168.105.1");
  private static final MacAddress MAC = MacAddress.parse("52:54:00:12:34:56");

  @Test
  void aKernelWithTwoInitrds() {
    UndefinedBoot boot =
        new UndefinedBoot.Kernel(
            URI.create("http://192.168.105.1/boot/vmlinuz"),
            List.of(
                URI.create("http://192.168.105.1/boot/one.gz"),
                URI.create("https://example.org/two.img")),
            new KernelCommandLine("console=ttyS0 ip=dhcp"),
            "Hello,\nworld ${mac}; reboot");
    assertThat(UndefinedScript.of(boot, MAC, BASE))
        .isEqualTo(
            """
            #!ipxe
            echo Hello,
            echo world ??mac?, reboot
            echo pxeboot-stack: starting vmlinuz on 52:54:00:12:34:56
            set tries:int32 0

            :again
            inc tries
            imgfree
            set step kernel
            kernel --name vmlinuz http://192.168.105.1/boot/vmlinuz initrd=initrd1 initrd=initrd2 console=ttyS0 ip=dhcp || goto trouble
            set step initrd1
            initrd --name initrd1 http://192.168.105.1/boot/one.gz || goto trouble
            set step initrd2
            initrd --name initrd2 https://example.org/two.img || goto trouble
            set step boot
            boot || goto trouble

            :trouble
            iseq ${tries} 4 && goto failed ||
            echo pxeboot-stack: ${step} failed, the message above says why: trying again in 3 seconds
            sleep 3
            goto again

            :failed
            echo pxeboot-stack: starting vmlinuz on 52:54:00:12:34:56 failed at ${step}, the message above says why
            echo pxeboot-stack: see the log of the stack at http://192.168.105.1: is nginx running, is the file readable?
            echo pxeboot-stack: the firmware's next boot device is next
            imgfetch --name report http://192.168.105.1/ipxe/failed?mac=52:54:00:12:34:56&step=${step} ||
            sleep 10
            exit 1
            """);
  }

  @Test
  void aKernelAlone() {
    UndefinedBoot boot =
        new UndefinedBoot.Kernel(
            URI.create("http://192.168.105.1/"), List.of(), KernelCommandLine.EMPTY, null);
    assertThat(UndefinedScript.of(boot, MAC, BASE))
        .startsWith(
            "#!ipxe\necho pxeboot-stack: starting a kernel on 52:54:00:12:34:56\nset tries:int32 0\n")
        .contains("\nkernel --name vmlinuz http://192.168.105.1/ || goto trouble\nset step boot\n");
  }

  @Test
  void aScriptGoesThroughAsItIs() {
    String text = "#!ipxe\r\nchain http://example.org/${mac} ||\nshell";
    assertThat(UndefinedScript.of(new UndefinedBoot.Script(text), MAC, BASE)).isEqualTo(text);
    assertThatThrownBy(() -> new UndefinedBoot.Script("#!ipxey\nshell"))
        .hasMessage("the script does not begin with a line #!ipxe; write #!ipxe above it");
  }

  @Test
  void aMachineIsLeftAlone() {
    assertThat(UndefinedScript.of(new UndefinedBoot.LeaveAlone("was booted\nalready"), MAC, BASE))
        .isEqualTo(
            "#!ipxe\necho pxeboot-stack: 52:54:00:12:34:56 was booted?already, its firmware goes on\nexit 1\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:///etc/passwd", "vmlinuz", "http:/x", "http://x/\u00fc"})
  void aUrlIsOneThatIpxeCanFetch(String url) {
    assertThatThrownBy(() ->
            new UndefinedBoot.Kernel(URI.create(url), List.of(), KernelCommandLine.EMPTY, null))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("is no URL that iPXE can fetch");
  }
}
