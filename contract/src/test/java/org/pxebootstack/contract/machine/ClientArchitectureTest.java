package org.pxebootstack.contract.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ClientArchitectureTest {
  private static final Path DNSMASQ = Path.of("../docker/dnsmasq.conf.mustache");

  @Test
  void isWhatDnsmasqIsToldToGive() throws IOException {
    String configuration = Files.readString(DNSMASQ);
    Map<String, String> files =
        Pattern.compile("(?m)^dhcp-boot=tag:!ipxe,tag:(\\w+),([^,]+),")
            .matcher(configuration)
            .results()
            .collect(Collectors.toMap(each -> each.group(1), each -> each.group(2)));
    Map<Integer, String> given = new TreeMap<>();
    Pattern.compile("(?m)^dhcp-match=set:(\\w+),option:client-arch,(\\d+)$")
        .matcher(configuration)
        .results()
        .forEach((MatchResult each) ->
            given.put(Integer.valueOf(each.group(2)), files.getOrDefault(each.group(1), "?")));
    Map<Integer, String> ours = new TreeMap<>();
    for (ClientArchitecture each : ClientArchitecture.values()) {
      each.nbp().ifPresent(nbp -> ours.put(each.code(), nbp));
    }
    assertThat(ours).isEqualTo(given);
    assertThat(configuration)
        .contains("\ndhcp-boot=tag:ipxe," + ClientArchitecture.IPXE_SCRIPT + ",");
  }

  @Test
  void belongsToOneProcessor() {
    assertThat(ClientArchitecture.of(Architecture.AARCH64))
        .containsExactly(ClientArchitecture.EFI_ARM64, ClientArchitecture.EFI_ARM64_HTTP);
  }
}
