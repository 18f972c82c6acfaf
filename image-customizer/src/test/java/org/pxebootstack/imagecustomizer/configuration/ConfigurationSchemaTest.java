package org.pxebootstack.imagecustomizer.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The schema and the parser say the same of a configuration, so that they can't drift apart. */
class ConfigurationSchemaTest {
  private static final String EXAMPLES =
      "org.pxebootstack.imagecustomizer.configuration.ConfigurationExamples#";

  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(ConfigurationSchema.text());

  @Test
  void isASchema() {
    Schema metaschema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId()));
    assertThat(metaschema.validate(ConfigurationSchema.text(), InputFormat.JSON)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource(EXAMPLES + "valid")
  void bothTake(String yaml) {
    assertThat(ConfigurationParser.parse("live.yaml", yaml, ConfigurationExamples.FILES))
        .isInstanceOf(ParsedConfiguration.Valid.class);
    assertThat(SCHEMA.validate(yaml, InputFormat.YAML)).as(yaml).isEmpty();
  }

  @ParameterizedTest
  @MethodSource(EXAMPLES + "invalid")
  void bothRefuse(String yaml) {
    assertThat(parserTakes(yaml)).as(yaml).isFalse();
    assertThat(SCHEMA.validate(yaml, InputFormat.YAML)).as(yaml).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource(EXAMPLES + "onlyTheParserRefuses")
  void onlyTheParserRefuses(String yaml) {
    assertThat(parserTakes(yaml)).as(yaml).isFalse();
    assertThat(SCHEMA.validate(yaml, InputFormat.YAML)).as(yaml).isEmpty();
  }

  private static boolean parserTakes(String yaml) {
    return ConfigurationParser.parse("live.yaml", yaml, ConfigurationExamples.FILES)
        instanceof ParsedConfiguration.Valid;
  }
}
