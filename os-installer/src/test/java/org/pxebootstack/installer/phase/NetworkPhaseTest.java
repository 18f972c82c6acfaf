package org.pxebootstack.installer.phase;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkPhaseTest {
  @Test
  void aCardHasALinkWhereTheKernelSaysSo(@TempDir Path card) throws IOException {
    assertThat(NetworkPhase.hasLink(card)).as("down").isFalse();
    Files.writeString(card.resolve("carrier"), "0\n");
    assertThat(NetworkPhase.hasLink(card)).isFalse();
    Files.writeString(card.resolve("carrier"), "1\n");
    assertThat(NetworkPhase.hasLink(card)).isTrue();
  }
}
