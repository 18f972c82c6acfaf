package org.pxebootstack.cli.quick;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** A file of recipes, by their names. */
final class Recipes {
  private final Map<String, Recipe> recipes;

  private Recipes(Map<String, Recipe> recipes) {
    this.recipes = recipes;
  }

  /**
   * Reads recipes.
   *
   * @param file a person's own; null for those that come with this program
   * @throws IOException with a sentence for people
   */
  static Recipes read(@Nullable Path file) throws IOException {
    String name = file == null ? "recipes.yaml" : file.toString();
    try (InputStream in =
        file == null ? Recipes.class.getResourceAsStream(name) : Files.newInputStream(file)) {
      if (in == null) {
        throw new IllegalStateException("recipes.yaml is missing from the jar");
      }
      return new Recipes(
          new YAMLMapper().readValue(in, new TypeReference<TreeMap<String, Recipe>>() {}));
    } catch (JacksonException e) {
      throw new IOException(
          "%s is no file of recipes (%s); correct it after the example that pxeboot quick --example prints"
              .formatted(name, e.getOriginalMessage()),
          e);
    }
  }

  /** The file that comes with this program, for a person to start from. */
  static String example() throws IOException {
    try (InputStream in = Recipes.class.getResourceAsStream("recipes.yaml")) {
      if (in == null) {
        throw new IllegalStateException("recipes.yaml is missing from the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  Map<String, Recipe> all() {
    return recipes;
  }

  /**
   * The recipe with a name.
   *
   * @throws IOException with a sentence for people where there is none
   */
  Recipe get(String name) throws IOException {
    Recipe recipe = recipes.get(name);
    if (recipe == null) {
      throw new IOException(
          "there is no recipe %s; choose one of %s, or add it to a file for --recipes"
              .formatted(name, String.join(", ", recipes.keySet())));
    }
    return recipe;
  }
}
