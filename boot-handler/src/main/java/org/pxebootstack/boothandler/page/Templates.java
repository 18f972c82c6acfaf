package org.pxebootstack.boothandler.page;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * The pages' Mustache templates. Every value is escaped: no template may hold a tag that does not,
 * with three braces or an ampersand.
 */
@Component
class Templates {
  private final Map<String, Template> compiled = new ConcurrentHashMap<>();
  private final Mustache.Compiler mustache =
      Mustache.compiler()
          .escapeHTML(true)
          .defaultValue("")
          .emptyStringIsFalse(true)
          .withLoader(Templates::open);

  /** Fills a template in. */
  String render(String name, Object values) {
    return compiled.computeIfAbsent(name, this::compile).execute(values);
  }

  private Template compile(String name) {
    try (Reader text = open(name)) {
      return mustache.compile(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Reader open(String name) throws IOException {
    try (InputStream file = Templates.class.getResourceAsStream("/page/" + name + ".mustache")) {
      if (file == null) {
        throw new IOException("there is no template " + name);
      }
      try (Reader reader = new InputStreamReader(file, StandardCharsets.UTF_8)) {
        return new StringReader(reader.readAllAsString());
      }
    }
  }
}
