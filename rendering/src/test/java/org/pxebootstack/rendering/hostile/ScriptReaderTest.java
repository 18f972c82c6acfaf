package org.pxebootstack.rendering.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.pxebootstack.rendering.hostile.ScriptReader.Command;
import org.pxebootstack.rendering.hostile.ScriptReader.Line;

class ScriptReaderTest {
  /** iPXE 1.0.0 in QEMU ran exactly the commands that are expected below. */
  private static final String SCRIPT =
      """
      #!ipxe
      # echo never \\
      echo neither, the comment went on
      set a b
      echo 1 ${a} ${${a}x} ${no
      echo 2 && echo 3 ; echo 4&&echo 5 || echo never
      echo 6 #&& echo never
      echo 7#8 ;\techo 9;10
       :label echo 11\r
      :label2
      echo "12 && echo 13" \\
        14
      echo 15 \u00e9\01316\u00a017
      """;

  @Test
  void readsWhatIpxeReads() {
    assertThat(ScriptReader.read(SCRIPT))
        .containsExactly(
            line(null, command("set", "a", "b")),
            line(null, command("echo", "1", "${a}", "${${a}x}", "${no")),
            line(
                null,
                new Command(List.of("echo", "2"), "&&"),
                new Command(List.of("echo", "3"), ";"),
                new Command(List.of("echo", "4&&echo", "5"), "||"),
                command("echo", "never")),
            line(null, command("echo", "6")),
            line(null, new Command(List.of("echo", "7#8"), ";"), command("echo", "9;10")),
            line("label", command("echo", "11")),
            line("label2", command()),
            line(null, new Command(List.of("echo", "\"12"), "&&"), command("echo", "13\"", "14")),
            line(null, command("echo", "15", "\u00c3\u00a9", "16\u00c2\u00a017")));
  }

  @Test
  void findsWhatIsExpanded() {
    assertThat(ScriptReader.expansions("a${b}c${d:hexhyp}")).containsExactly("b", "d:hexhyp");
    assertThat(ScriptReader.expansions("${a${b}c}")).containsExactly("b", "ac");
    assertThat(ScriptReader.expansions("$${{a}b}${c")).containsExactly("{a");
    assertThat(ScriptReader.expansions("}$ {a}")).isEmpty();
  }

  @Test
  void refusesWhatIsNoScript() {
    assertThatThrownBy(() -> ScriptReader.read("#!ipxes\necho 1\n"))
        .hasMessageStartingWith("iPXE does not take this for a script");
  }

  private static Line line(@Nullable String label, Command... commands) {
    return new Line(label, List.of(commands));
  }

  private static Command command(String... words) {
    return new Command(List.of(words), "");
  }
}
