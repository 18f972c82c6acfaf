package org.pxebootstack.contract.machine;

/** Shows a value from outside inside a sentence: quoted, on one line, and not too long. */
public final class Quoted {
  private static final int LONGEST = 60;

  private Quoted() {}

  /** {@code value} between double quotes, escaped. */
  public static String of(String value) {
    boolean tooLong = value.length() > LONGEST;
    return "\"" + escaped(tooLong ? value.substring(0, LONGEST) + "..." : value) + "\"";
  }

  /** {@code value} on one line: control and other invisible characters as {@code \\uXXXX}. */
  public static String escaped(String value) {
    StringBuilder shown = new StringBuilder();
    value
        .codePoints()
        .forEach(c -> {
          if ((c >= 0x20 && c < 0x7f) || Character.isLetterOrDigit(c)) {
            shown.appendCodePoint(c);
          } else {
            shown.append(String.format("\\u%04x", c));
          }
        });
    return shown.toString();
  }
}
