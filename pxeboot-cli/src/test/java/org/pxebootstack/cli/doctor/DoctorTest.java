package org.pxebootstack.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class DoctorTest {
  private static final Finding PORT = Finding.problem("ports", "TCP port 80 is taken", "end it");

  @Test
  void aCheckThatCannotBeMadeIsAFindingAndKeepsNoOtherFromBeingMade() throws IOException {
    Check failing =
        check(
            "ports",
            () -> {
              throw new IOException("ss could not be started; is ss installed?:\nno such file");
            });
    assertThat(new Doctor(List.of(failing, check("state", () -> List.of(PORT)))).examine())
        .containsExactly(
            Finding.problem(
                "ports",
                "this could not be looked at: ss could not be started; is ss installed?: no such file",
                "put that right, and ask again"),
            PORT);
  }

  private interface Look {
    List<Finding> findings() throws IOException;
  }

  private static Check check(String name, Look look) {
    return new Check() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public List<Finding> findings() throws IOException {
        return look.findings();
      }
    };
  }
}
