package org.pxebootstack.rendering.explanation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pxebootstack.contract.definition.Problem;

class UndefinedMachineTest {
  private static final List<Problem> MEANT =
      List.of(Problem.ofFile("web1.json", "is not a file", "remove it"));
  private static final List<Problem> PERHAPS =
      Collections.nCopies(
          7, Problem.ofFile("half.json", "is not a JSON object", "correct the file"));

  @Test
  void namesOnlyWhatIsMeantForIt() {
    assertThat(UndefinedMachine.reasons("the name", "name", "web1", MEANT, PERHAPS))
        .containsExactly("web1.json: is not a file; remove it");
  }

  @Test
  void namesSomeOfWhatCouldBeMeantForIt() {
    assertThat(UndefinedMachine.reasons("the name", "name", "web1", List.of(), PERHAPS))
        .startsWith(
            "no definition has the name web1; add a file to the definitions directory with \"name\":"
                + " \"web1\"",
            "perhaps it is this one: half.json: is not a JSON object; correct the file")
        .hasSize(6);
  }

  @Test
  void otherwiseAsksForADefinition() {
    assertThat(
            UndefinedMachine.reasons(
                "the MAC address", "mac", "52:54:00:12:34:56", List.of(), List.of()))
        .containsExactly(
            "no definition has the MAC address 52:54:00:12:34:56; add a file to the definitions"
                + " directory with \"mac\": \"52:54:00:12:34:56\"");
  }
}
