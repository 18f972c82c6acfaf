package org.pxebootstack.contract.definition;

/**
 * Something wrong with a definition, for the person who can put it right.
 *
 * @param file the file's name in the definitions directory
 * @param field the JSON field, dotted where nested; empty where it is the file as a whole
 * @param complaint what is wrong with the value and what to write instead, as the end of a sentence
 */
public record Problem(String file, String field, String complaint) {

  /** One line: {@code web1.json: mac: "zz" is not a MAC address; write ...}. */
  public String sentence() {
    return field.isEmpty() ? file + ": " + complaint : file + ": " + field + ": " + complaint;
  }
}
