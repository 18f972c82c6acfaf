package org.pxebootstack.imagecustomizer.configuration;

import org.jspecify.annotations.Nullable;
import org.pxebootstack.contract.machine.Quoted;

/**
 * Something wrong with a configuration, for the person who can put it right.
 *
 * @param file the configuration's name
 * @param line where it stands, from 1
 * @param field the key, dotted where nested; empty where it is the file as a whole
 * @param value what stands there; null where nothing does, or where it must not be repeated
 * @param complaint what is wrong, as it goes on after the value
 * @param cure what to do, in the imperative
 */
public record ConfigurationProblem(
    String file, int line, String field, @Nullable String value, String complaint, String cure) {

  /** One line: {@code live.yaml:7: pxe.bootstrapBaseUrl: "gopher://x" is ...; write ...}. */
  public String sentence() {
    return Quoted.escaped(file)
        + ":"
        + line
        + ": "
        + (field.isEmpty() ? "" : field + ": ")
        + (value == null ? "" : Quoted.of(value) + " ")
        + complaint
        + "; "
        + cure;
  }
}
