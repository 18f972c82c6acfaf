package org.pxebootstack.rendering.hostile;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;

/**
 * Reads an iPXE script as iPXE does: lines and labels as in its src/image/script.c, commands as in
 * src/core/exec.c, expansions as {@code expand_settings} in src/core/settings.c. There is no
 * quoting.
 */
final class ScriptReader {
  /** {@code isspace} in src/core/ctype.c. */
  private static final String SPACE = "\t\n\u000b\f\r ";

  private ScriptReader() {}

  /**
   * A line that does something.
   *
   * @param label where {@code goto} finds it
   */
  record Line(@Nullable String label, List<Command> commands) {}

  /**
   * A command before anything in it is expanded.
   *
   * @param words its name and its arguments; none is allowed
   * @param end what separates it from the next: {@code ||}, {@code &&} or {@code ;}; or nothing
   */
  record Command(List<String> words, String end) {}

  static List<Line> read(String script) {
    // Bytes, as iPXE has them: what is more than one byte is nothing special.
    String text = new String(script.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    if (!text.startsWith("#!ipxe") || text.length() < 7 || SPACE.indexOf(text.charAt(6)) < 0) {
      throw new IllegalArgumentException("iPXE does not take this for a script: " + script);
    }
    List<Line> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    int start = 0;
    do {
      int end = text.indexOf('\n', start);
      end = end < 0 ? text.length() : end;
      line.append(text, start, end);
      start = end + 1;
      cutLast(line, '\r');
      if (cutLast(line, '\\')) {
        continue;
      }
      Line read = line(line.toString());
      if (read.label != null || !read.commands.equals(List.of(new Command(List.of(), "")))) {
        lines.add(read);
      }
      line.setLength(0);
    } while (start < text.length());
    return lines;
  }

  private static boolean cutLast(StringBuilder line, char last) {
    boolean there = !line.isEmpty() && line.charAt(line.length() - 1) == last;
    line.setLength(line.length() - (there ? 1 : 0));
    return there;
  }

  private static Line line(String whole) {
    int nul = whole.indexOf('\0');
    String line = nul < 0 ? whole : whole.substring(0, nul);
    List<String> words = new ArrayList<>();
    for (Object each : Collections.list(new StringTokenizer(line, SPACE))) {
      words.add((String) each);
    }
    String label = null;
    if (!words.isEmpty() && words.getFirst().startsWith(":")) {
      label = words.removeFirst().substring(1);
    }
    return new Line(label, commands(words));
  }

  private static List<Command> commands(List<String> words) {
    List<Command> commands = new ArrayList<>();
    List<String> command = new ArrayList<>();
    for (String each : words) {
      if (each.startsWith("#")) {
        break;
      }
      if (List.of("||", "&&", ";").contains(each)) {
        commands.add(new Command(List.copyOf(command), each));
        command.clear();
      } else {
        command.add(each);
      }
    }
    commands.add(new Command(List.copyOf(command), ""));
    return commands;
  }

  /**
   * The settings that iPXE would put in, each where the ones before were empty: the innermost
   * first, until none is left.
   */
  static List<String> expansions(String word) {
    List<String> names = new ArrayList<>();
    for (int end = end(word); end >= 0; end = end(word)) {
      int start = word.lastIndexOf("${", end);
      names.add(word.substring(start + 2, end));
      word = word.substring(0, start) + word.substring(end + 1);
    }
    return names;
  }

  private static int end(String word) {
    int start = word.indexOf("${");
    return start < 0 ? -1 : word.indexOf('}', start);
  }
}
