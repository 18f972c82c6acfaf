package org.pxebootstack.rendering.explanation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.pxebootstack.contract.definition.Problem;

class UndefinedMachineTest {
  private static final List<Problem> MEANT =
      List.of(Problem.ofFile("web1.json", "is not a file", "remove it"));
  private static final List<Problem> PERHAPS =
      List.of(Problem.ofFile("half.json", "is not a JSON object", "correct the file"));

  @Test
  void namesWhatIsMeantForIt() {
    assertThat(UndefinedMachine.reasons("the name web1", MEANT, PERHAPS))
        .isEqualTo(
            """
            no definition that can be used has the name web1; this is why:
              web1.json: is not a file; remove it
            """);
  }

  @Test
  void namesWhatCouldBeMeantForIt() {
    assertThat(UndefinedMachine.reasons("the name web1", List.of(), PERHAPS))
        .isEqualTo(
            """
            no definition that can be used has the name web1; perhaps it is one of these:
              half.json: is not a JSON object; correct the file
            """);
  }

  @Test
  void otherwiseAsksForADefinition() {
    assertThat(UndefinedMachine.reasons("the name web1", List.of(), List.of()))
        .isEqualTo(
            """
            no definition that can be used has the name web1; add a file with it to the definitions directory
            """);
  }
}
