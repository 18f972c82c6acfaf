package org.pxebootstack.installer.phase;

import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Properties;

/**
 * Which distribution a root file system is of (os-release(5)).
 *
 * @param id such as {@code ubuntu}
 * @param like what it is made from, the nearest first
 */
record OsRelease(String id, List<String> like) {
  OsRelease {
    like = List.copyOf(like);
  }

  static OsRelease parse(String text) throws IOException {
    Properties values = new Properties();
    values.load(new StringReader(text));
    String like = unquoted(values.getProperty("ID_LIKE", "")).strip();
    return new OsRelease(
        unquoted(values.getProperty("ID", "linux")),
        like.isEmpty() ? List.of() : List.of(like.split("\\s+")));
  }

  private static String unquoted(String value) {
    return value.replace("\"", "").replace("'", "");
  }
}
