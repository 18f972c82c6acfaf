package org.pxebootstack.imagecustomizer.configuration;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * A JSON Schema (draft 2020-12) of a configuration, for editors. {@link ConfigurationParser} is
 * what decides: docs/adr/0005-a-json-schema-beside-the-parser.md says why there are two.
 */
public final class ConfigurationSchema {
  private static final String RESOURCE = "image-configuration.schema.json";

  private ConfigurationSchema() {}

  /** The schema, as it is shipped. */
  public static String text() {
    try (InputStream in = ConfigurationSchema.class.getResourceAsStream(RESOURCE)) {
      return new String(
          Objects.requireNonNull(in, "the schema is in this jar").readAllBytes(),
          StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
