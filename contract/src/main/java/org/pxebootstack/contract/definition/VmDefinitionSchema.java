package org.pxebootstack.contract.definition;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * A JSON Schema (draft 2020-12) of a definition, for editors. {@link VmDefinitionParser} is what
 * decides: docs/adr/0005-a-json-schema-beside-the-parser.md says why there are two.
 */
public final class VmDefinitionSchema {
  private static final String RESOURCE = "vm-definition.schema.json";

  private VmDefinitionSchema() {}

  /** The schema, as it is shipped. */
  public static String text() {
    try (InputStream in = VmDefinitionSchema.class.getResourceAsStream(RESOURCE)) {
      return new String(
          Objects.requireNonNull(in, "the schema is in this jar").readAllBytes(),
          StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
