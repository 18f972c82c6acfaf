package org.pxebootstack.boothandler.database;

import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The one thing that SQLite and PostgreSQL write differently in our migrations. */
@Configuration(proxyBeanMethods = false)
class DatabaseDialect {

  @Bean
  FlywayConfigurationCustomizer numberedRows(@Value("${spring.datasource.url}") String url) {
    String identity =
        url.startsWith("jdbc:sqlite:")
            ? "INTEGER PRIMARY KEY AUTOINCREMENT"
            : "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY";
    return flyway -> flyway.placeholders(Map.of("identity", identity));
  }
}
