package org.pxebootstack.rendering.explanation;

import java.util.List;
import org.pxebootstack.contract.definition.Problem;

/** Why there is nothing to explain of a machine. Pure. */
public final class UndefinedMachine {
  private UndefinedMachine() {}

  /**
   * What could be the reason that no definition of it is used.
   *
   * @param asked what was looked for, as it goes on after "no definition that can be used has":
   *     {@code the name web1}
   * @param meant problems of files that are known to be meant for it
   * @param perhaps problems of files that could be meant for any machine
   */
  public static String reasons(String asked, List<Problem> meant, List<Problem> perhaps) {
    StringBuilder text = new StringBuilder();
    text.append("no definition that can be used has ").append(asked);
    if (!meant.isEmpty()) {
      text.append("; this is why:\n");
      meant.forEach(each -> text.append("  ").append(each.sentence()).append('\n'));
    } else if (!perhaps.isEmpty()) {
      text.append("; perhaps it is one of these:\n");
      perhaps.forEach(each -> text.append("  ").append(each.sentence()).append('\n'));
    } else {
      text.append("; add a file with it to the definitions directory\n");
    }
    return text.toString();
  }
}
