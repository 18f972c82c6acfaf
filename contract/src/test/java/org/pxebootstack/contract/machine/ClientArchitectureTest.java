package org.pxebootstack.contract.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;

class ClientArchitectureTest {
  private static final URI BASE = URI.create("http://10.0.0.1");

  @Test
  void httpBootIsToldAUrlAndEverythingElseAFile() {
    assertThat(ClientArchitecture.EFI_X86_64.bootFile(BASE)).contains("snponly.efi");
    assertThat(ClientArchitecture.EFI_X86_64_HTTP.bootFile(BASE))
        .contains("http://10.0.0.1/tftpboot/snponly.efi");
    assertThat(ClientArchitecture.EFI_IA32.bootFile(BASE)).isEmpty();
  }

  @Test
  void belongsToOneProcessor() {
    assertThat(ClientArchitecture.of(Architecture.AARCH64))
        .containsExactly(ClientArchitecture.EFI_ARM64, ClientArchitecture.EFI_ARM64_HTTP);
  }
}
