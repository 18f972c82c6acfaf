package org.pxebootstack.contract.install;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.pxebootstack.contract.image.ImageManifest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A native image has no reflection but for what is listed: everything that Jackson maps must be.
 */
class ReachabilityMetadataTest {
  private static final String METADATA =
      "/META-INF/native-image/org.pxebootstack/contract/reachability-metadata.json";

  @Test
  void listsEveryTypeThatTheInstallerMaps() throws IOException {
    Set<String> mapped = new HashSet<>();
    collect(InstallerConfiguration.class, mapped);
    collect(ProgressEvent.class, mapped);
    collect(ImageManifest.class, mapped);
    collect(ImageManifest.Entry.class, mapped);
    assertThat(listed()).containsExactlyInAnyOrderElementsOf(mapped);
  }

  private static void collect(Class<?> type, Set<String> mapped) {
    if (!type.getName().startsWith("org.pxebootstack.") || !mapped.add(type.getName())) {
      return;
    }
    if (type.isRecord()) {
      for (RecordComponent each : type.getRecordComponents()) {
        collect(each.getType(), mapped);
      }
    }
  }

  private static Set<String> listed() throws IOException {
    Set<String> listed = new HashSet<>();
    try (InputStream in = ReachabilityMetadataTest.class.getResourceAsStream(METADATA)) {
      JsonNode metadata = new JsonMapper().readTree(Objects.requireNonNull(in));
      for (JsonNode each : metadata.path("reflection")) {
        listed.add(each.path("type").stringValue());
      }
    }
    return listed;
  }
}
