package org.pxebootstack.contract.definition;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The schema and the parser say the same of a definition, so that they can't drift apart. */
class VmDefinitionSchemaTest {
  private static final JsonMapper JSON = new JsonMapper();

  /** Characters that mean something in one of the fields, or should not be in any. */
  private static final String ALPHABET = "09afgzAFZ:./-_$=+@%,~ \n\u0001\u00e9\"\\";

  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(VmDefinitionSchema.text());

  @Test
  void isASchema() {
    Schema metaschema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId()));
    assertThat(metaschema.validate(VmDefinitionSchema.text(), InputFormat.JSON)).isEmpty();
  }

  @Test
  void everyKeyIsDescribed() {
    assertDescribed(JSON.readTree(VmDefinitionSchema.text()), "the definition");
  }

  private static void assertDescribed(JsonNode schema, String what) {
    for (var each : schema.path("properties").properties()) {
      assertThat(each.getValue().path("description").asString()).as(each.getKey()).isNotEmpty();
      assertDescribed(each.getValue(), each.getKey());
      assertDescribed(each.getValue().path("items"), each.getKey());
    }
    assertThat(schema.isMissingNode() || schema.isObject()).as(what).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"client1.json", "client2.json", "provisioner.json"})
  void bothTakeWhatPvmlabWrites(String file) throws IOException {
    try (InputStream in = VmDefinitionSchemaTest.class.getResourceAsStream("/pvmlab/" + file)) {
      assertBothSay(
          true, new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @ParameterizedTest
  @MethodSource("org.pxebootstack.contract.definition.DefinitionExamples#valid")
  void bothTake(String json) {
    assertBothSay(true, json);
  }

  @ParameterizedTest
  @MethodSource("org.pxebootstack.contract.definition.DefinitionExamples#invalid")
  void bothRefuse(String json) {
    assertBothSay(false, json);
  }

  /** Where two values have to be compared, or a number worked out, only the parser can tell. */
  @ParameterizedTest
  @MethodSource("org.pxebootstack.contract.definition.DefinitionExamples#onlyTheParserRefuses")
  void onlyTheParserRefuses(String json) {
    assertThat(parserTakes(json)).as(json).isFalse();
    assertThat(schemaTakes(json)).as(json).isTrue();
  }

  /** Thousands of small changes to values that are right, of which many make them wrong. */
  @Test
  void bothSayTheSameOfWhateverIsWrittenInAField() {
    Random random = new Random(20261123);
    List<DefinitionExamples.Field> fields = DefinitionExamples.fields();
    for (int i = 0; i < 20_000; i++) {
      DefinitionExamples.Field field = fields.get(random.nextInt(fields.size()));
      String value = field.values().get(random.nextInt(field.values().size()));
      for (int changes = random.nextInt(3); changes >= 0; changes--) {
        value = changed(value, random);
      }
      String json = field.in(JSON.writeValueAsString(value));
      assertThat(schemaTakes(json)).as(json).isEqualTo(parserTakes(json));
    }
  }

  private static String changed(String value, Random random) {
    int at = random.nextInt(value.length() + 1);
    String other = String.valueOf(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    int end = Math.min(at + random.nextInt(2), value.length());
    return value.substring(0, at) + (random.nextInt(3) == 0 ? "" : other) + value.substring(end);
  }

  private static void assertBothSay(boolean taken, String json) {
    assertThat(parserTakes(json)).as("parser: " + json).isEqualTo(taken);
    assertThat(schemaTakes(json)).as("schema: " + json).isEqualTo(taken);
  }

  private static boolean parserTakes(String json) {
    return VmDefinitionParser.parse("vm.json", json.getBytes(StandardCharsets.UTF_8))
        instanceof ParsedDefinition.Valid;
  }

  private static boolean schemaTakes(String json) {
    return SCHEMA.validate(json, InputFormat.JSON).isEmpty();
  }
}
