package org.pxebootstack.imagecustomizer.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SbomTest {
  @Test
  void listsWhatIsInstalled() {
    String status =
        """
        Package: zlib1g
        Status: install ok installed
        Architecture: amd64
        Version: 1:1.3.dfsg+really1.3.1-1+b1
        Description: compression library
         Package: none, this is text

        Package: gone
        Status: deinstall ok config-files
        Architecture: amd64
        Version: 1
        """;
    assertThat(Sbom.of(status, "debian", SourceDate.of(Map.of())))
        .contains(
            "\"bomFormat\" : \"CycloneDX\"",
            "\"timestamp\" : \"2026-01-01T00:00:00Z\"",
            "pkg:deb/debian/zlib1g@1%3A1.3.dfsg%2Breally1.3.1-1%2Bb1?arch=amd64")
        .doesNotContain("gone", "none");
  }
}
