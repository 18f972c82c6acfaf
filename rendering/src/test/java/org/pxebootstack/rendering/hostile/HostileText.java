package org.pxebootstack.rendering.hostile;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Tuple;

/** What means something to iPXE, dnsmasq, YAML, a shell, a terminal, or to some parser. */
final class HostileText {
  private static final List<String> IPXE =
      List.of(
          " && reboot ",
          " || shell",
          "&&",
          " && ",
          "||",
          " || ",
          " ; exit 0 ",
          " ; ",
          ";",
          " #",
          "#",
          "${net0/mac}",
          "${x}",
          "x${y}",
          "${",
          "}",
          "\\",
          ":x",
          " ",
          "  ",
          " --name x ");

  private static final List<String> SYNTAX =
      List.of(
          "|",
          "$",
          "{{name}}",
          "-",
          "--",
          "\"",
          "'",
          "`id`",
          "$(id)",
          "..",
          "/../",
          "/",
          "%0a",
          "%s",
          "?",
          ":",
          ": ",
          "- ",
          "*",
          "&",
          "!!x",
          ">",
          ",",
          ",ignore",
          ",set:x",
          "=",
          "=x ",
          "?a=b&step=x",
          "[",
          "]",
          "<b>",
          "@",
          "~");

  private static final List<String> LINES =
      List.of(
          "\n",
          "\r\n",
          "\r",
          "\\\n",
          "\n:again\n",
          "\nshell\n",
          "\n- ",
          "\n...\n---\n",
          "\t",
          "\u000b",
          "\0",
          "\u001b[2J",
          "\u007f",
          "\u0085",
          "\u2028",
          "\u00a0",
          "\u202e",
          "\ufeff",
          "\ud800",
          "\udc00x",
          "\ufffe",
          "\u00e9",
          "\ud83d\ude00",
          "\u0661",
          "\uff21");

  private static final List<String> LONG =
      List.of(
          "a".repeat(3000),
          " a".repeat(400),
          "${a}".repeat(800),
          "\n".repeat(3000),
          "\u00e9".repeat(3000));

  private HostileText() {}

  static Arbitrary<String> any() {
    return Arbitraries.frequencyOf(
        Tuple.of(4, Arbitraries.of(IPXE)),
        Tuple.of(2, Arbitraries.of(SYNTAX)),
        Tuple.of(2, Arbitraries.of(LINES)),
        Tuple.of(1, Arbitraries.strings().ascii().ofMinLength(1).ofMaxLength(20)),
        Tuple.of(1, Arbitraries.strings().all().ofMinLength(1).ofMaxLength(20)),
        Tuple.of(1, Arbitraries.of(LONG)));
  }

  static Arbitrary<String> several() {
    return any().list().ofMaxSize(5).map(each -> String.join("", each));
  }
}
