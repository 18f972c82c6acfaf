package org.pxebootstack.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZonedDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {
  private static final ZonedDateTime NOW = ZonedDateTime.parse("2026-11-25T10:34:56.789+01:00");
  private static final Report BAD =
      new Report(
          List.of(
              Finding.problem("ports", "TCP port 80 is taken", "end it"),
              Finding.note("definitions", "there is none in /vms", "drop one there"),
              Finding.problem("state", "no room", "make room")));
  private static final Report GOOD =
      new Report(List.of(Finding.note("definitions", "there is none in /vms", "drop one there")));

  @Test
  void forPeople() {
    assertThat(new Report(List.of()).text()).isEqualTo("no problems found\n");
    assertThat(BAD.text())
        .isEqualTo(
            """
            ports: TCP port 80 is taken; end it
            note: definitions: there is none in /vms; drop one there
            state: no room; make room
            2 problems found
            """);
  }

  @Test
  void forTheContainersLog() {
    assertThat(BAD.log(NOW))
        .isEqualTo(
            """
            2026-11-25T10:34:56.789+01:00 doctor       WARN  ports: TCP port 80 is taken; end it
            2026-11-25T10:34:56.789+01:00 doctor       INFO  definitions: there is none in /vms; drop one there
            2026-11-25T10:34:56.789+01:00 doctor       WARN  state: no room; make room
            2026-11-25T10:34:56.789+01:00 doctor       WARN  2 problems found
            """);
    assertThat(GOOD.log(NOW))
        .isEqualTo(
            """
            2026-11-25T10:34:56.789+01:00 doctor       INFO  definitions: there is none in /vms; drop one there
            2026-11-25T10:34:56.789+01:00 doctor       INFO  no problems found
            """);
  }

  @Test
  void forPrograms() {
    assertThat(new Report(List.of()).json()).isEqualTo("[ ]\n");
    assertThat(GOOD.json())
        .isEqualTo(
            """
            [ {
              "check" : "definitions",
              "severity" : "note",
              "complaint" : "there is none in /vms",
              "cure" : "drop one there"
            } ]
            """);
  }
}
