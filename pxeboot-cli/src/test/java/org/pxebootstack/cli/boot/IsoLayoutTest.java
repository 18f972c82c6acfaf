package org.pxebootstack.cli.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IsoLayoutTest {
  @ParameterizedTest
  @CsvSource({
    "/live/vmlinuz-6.12,/live/initrd.img-6.12,/live/filesystem.squashfs,Debian live",
    "/casper/vmlinuz,/casper/initrd,/casper/minimal.squashfs,Ubuntu",
    "/images/pxeboot/vmlinuz,/images/pxeboot/initrd.img,/LiveOS/squashfs.img,Fedora live",
    "/images/pxeboot/vmlinuz,/images/pxeboot/initrd.img,/images/install.img,Fedora's installer",
    "/install.amd/vmlinuz,/install.amd/initrd.gz,/.disk/info,Debian's installer"
  })
  void eachSystemIsKnownByItsFiles(String kernel, String initrd, String needs, String system) {
    assertThat(IsoLayout.of(List.of("/README", needs, initrd, kernel)).orElseThrow().system())
        .isEqualTo(system);
    assertThat(IsoLayout.of(List.of(kernel, initrd))).isEmpty();
  }

  @Test
  void ofSeveralKernelsTheFirstByName() {
    List<String> paths = List.of("/live/vmlinuz-2", "/live/vmlinuz-1", "/live/x/vmlinuz-0");
    assertThat(IsoLayout.first(Pattern.compile("/live/vmlinuz[^/]*"), paths))
        .hasValue("/live/vmlinuz-1");
  }
}
