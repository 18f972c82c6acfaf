package org.pxebootstack.contract.machine;

/** Shows a value from outside inside a sentence: quoted, on one line, and not too long. */
public final class Quoted {
  private static final int LONGEST = 60;

  private Quoted() {}

  /**
   * {@code value} between double quotes, control and other invisible characters as {@code \\uXXXX}.
   */
  public static String of(String value) {
    StringBuilder shown = new StringBuilder("\"");
    String head = value.length() > LONGEST ? value.substring(0, LONGEST) : value;
    head.codePoints()
        .forEach(c -> {
          if ((c >= 0x20 && c < 0x7f) || Character.isLetterOrDigit(c)) {
            shown.appendCodePoint(c);
          } else {
            shown.append(String.format("\\u%04x", c));
          }
        });
    return shown.append(value.length() > LONGEST ? "...\"" : "\"").toString();
  }
}
