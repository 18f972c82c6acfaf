package org.pxebootstack.contract.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pxebootstack.contract.install.ContractJson;
import org.pxebootstack.contract.machine.ImageFile;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

class ImageManifestTest {
  private final JsonMapper json = ContractJson.mapper();

  @Test
  void anEntrySurvivesItsFile() {
    ImageManifest.Entry entry =
        new ImageManifest.Entry(
            new ImageFile("rootfs.tar.zst"), 9, "aa", 4, List.of("bb", "cc", "dd"));
    String text = json.writeValueAsString(entry);
    assertThat(text)
        .isEqualTo(
            "{\"name\":\"rootfs.tar.zst\",\"size\":9,\"sha256\":\"aa\",\"chunk_size\":4,"
                + "\"chunks\":[\"bb\",\"cc\",\"dd\"]}");
    assertThat(json.readValue(text, ImageManifest.Entry.class)).isEqualTo(entry);
  }

  @Test
  void anEntryOfAnEarlierVersionHasNoChunks() {
    String text = "{\"name\":\"rootfs.tar.zst\",\"size\":9,\"sha256\":\"aa\"}";
    ImageManifest.Entry entry = json.readValue(text, ImageManifest.Entry.class);
    assertThat(entry.chunks()).isNull();
    assertThat(json.writeValueAsString(entry)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "chunks": ["bb"]                     | chunk_size and chunks stand together
          "chunk_size": 4                      | chunk_size and chunks stand together
          "chunk_size": 0, "chunks": ["bb"]    | chunk_size is from 1 byte to 8 MiB
          "chunk_size": 8388609, "chunks": []  | chunk_size is from 1 byte to 8 MiB
          "chunk_size": 4, "chunks": ["bb"]    | chunks has a digest for each chunk of the file
          """)
  void chunksThatDoNotFitTheFileAreRefused(String keys, String why) {
    String text = "{\"name\": \"rootfs.tar.zst\", \"size\": 9, \"sha256\": \"aa\", " + keys + "}";
    assertThatThrownBy(() -> json.readValue(text, ImageManifest.Entry.class))
        .isInstanceOf(JacksonException.class)
        .hasMessageContaining(why);
  }
}
