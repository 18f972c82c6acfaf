package org.pxebootstack.contract.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KernelCommandLineTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "console=ttyS0,115200 ip=dhcp --- quiet",
        "ds=nocloud;s=http://10.0.0.1/a?b&c||d k=\"v~!*\" it's $HOME {x} a#b",
        "mac=${net0/mac} ip=${net0.dhcp/ip:ipv4}"
      })
  void takesWhatIpxePassesOn(String text) {
    assertThat(new KernelCommandLine(text).value()).isEqualTo(text);
  }

  @Test
  void spacesAreOne() {
    assertThat(new KernelCommandLine("  a   b ").value()).isEqualTo("a b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a || shell",
        "a && b",
        "a ; b",
        "a #b",
        "${x",
        "a${b${c}}",
        "${a b}",
        "${}",
        "${${x}}"
      })
  void refusesWhatIpxeWouldTakeForItself(String text) {
    assertThatThrownBy(() -> new KernelCommandLine(text))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageEndingWith(
            "means something to iPXE itself; leave it out of the kernel command line");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nb", "a\tb", "a\0b", "\u00fcber"})
  void refusesWhatIsNoPrintableAscii(String text) {
    assertThatThrownBy(() -> new KernelCommandLine(text))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageEndingWith("write printable ASCII on one line");
  }

  @Test
  void refusesWhatIsTooLong() {
    assertThat(new KernelCommandLine("x".repeat(2047)).value()).hasSize(2047);
    assertThatThrownBy(() -> new KernelCommandLine("x".repeat(2048)))
        .hasMessageContaining("is too long for a kernel command line");
    assertThatThrownBy(() -> new KernelCommandLine("x ".repeat(161)))
        .hasMessageContaining("at most 160 words");
  }
}
