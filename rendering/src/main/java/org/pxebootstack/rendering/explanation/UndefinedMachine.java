package org.pxebootstack.rendering.explanation;

import java.util.ArrayList;
import java.util.List;
import org.pxebootstack.contract.definition.Problem;

/** Why a machine that asks, or is asked for, has no definition. Pure. */
public final class UndefinedMachine {
  /** Of the files that could be meant, so many are named. */
  private static final int GUESSES = 5;

  private UndefinedMachine() {}

  /**
   * What could be the reason, in sentences.
   *
   * @param what was looked for: {@code the MAC address}
   * @param key the key of a definition that has it: {@code mac}
   * @param meant problems of files that are known to be meant for it
   * @param perhaps problems of files that could be meant for any machine
   */
  public static List<String> reasons(
      String what, String key, String value, List<Problem> meant, List<Problem> perhaps) {
    List<String> sentences = new ArrayList<>();
    meant.forEach(each -> sentences.add(each.sentence()));
    if (meant.isEmpty()) {
      sentences.add(
          "no definition has %s %s; add a file to the definitions directory with \"%s\": \"%s\""
              .formatted(what, value, key, value));
      perhaps.stream()
          .limit(GUESSES)
          .forEach(each -> sentences.add("perhaps it is this one: " + each.sentence()));
    }
    return sentences;
  }
}
