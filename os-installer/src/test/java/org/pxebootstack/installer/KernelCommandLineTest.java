package org.pxebootstack.installer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.pxebootstack.contract.machine.MacAddress;

class KernelCommandLineTest {

  @Test
  void readsWhatTheBootScriptSays() throws InstallException {
    String text =
        "BOOT_IMAGE=vmlinuz ip=dhcp console=ttyS0,115200 config_url=http://10.0.0.1/config/525400123456"
            + " installer_mac=52:54:00:12:34:56 pxeboot.token=abc pxeboot.retry_seconds=90 quiet\n";
    assertThat(KernelCommandLine.parse(text))
        .isEqualTo(
            new KernelCommandLine(
                URI.create("http://10.0.0.1/config/525400123456"),
                MacAddress.parse("52:54:00:12:34:56"),
                "abc",
                Duration.ofSeconds(90)));
  }

  @Test
  void saysWhatIsWrong() {
    assertThatThrownBy(
            () -> KernelCommandLine.parse("config_url=http://h/config/x pxeboot.retry_seconds=10m"))
        .isInstanceOf(InstallException.class)
        .hasMessage(
            "the kernel command line is wrong: pxeboot.retry_seconds=10m is no number of seconds;"
                + " write one such as 600");
  }

  @Test
  void saysWhatIsMissing() {
    assertThatThrownBy(() -> KernelCommandLine.parse("ip=dhcp"))
        .isInstanceOf(InstallException.class)
        .hasMessage(
            "the kernel command line has no config_url=: boot through the stack's iPXE script");
  }
}
