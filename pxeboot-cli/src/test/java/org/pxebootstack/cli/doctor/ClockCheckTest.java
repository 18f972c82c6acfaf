package org.pxebootstack.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClockCheckTest {
  private static final Instant BUILT = Instant.parse("2026-11-01T12:00:00Z");
  private static final String CURE =
      "; set the clock of the host, such as by: timedatectl set-ntp true";

  @TempDir private Path directory = Path.of("");
  private Path program = Path.of("");

  @BeforeEach
  void build() throws IOException {
    program = Files.createFile(directory.resolve("pxeboot.jar"));
    Files.setLastModifiedTime(program, FileTime.from(BUILT));
  }

  @Test
  void aClockThatIsRightIsWell() throws IOException {
    image("debian-13", "2026-11-20T12:00:00Z");
    hardwareClock("2026-11-25T10:00:03Z");
    assertThat(sentences("2026-11-25T10:00:00Z")).isEmpty();
    // Local time in the hardware clock.
    hardwareClock("2026-11-25T23:59:59Z");
    assertThat(sentences("2026-11-25T10:00:00Z")).isEmpty();
    // Made a moment ago on a machine whose clock is a little ahead.
    image("debian-14", "2026-11-25T10:50:00Z");
    assertThat(sentences("2026-11-25T10:00:00Z")).isEmpty();
  }

  @Test
  void nothingToCompareWithIsWell() throws IOException {
    Files.createDirectories(directory.resolve("images/debian-13/x86_64"));
    Files.writeString(directory.resolve("images/debian-13/x86_64/manifest.json"), "{");
    assertThat(sentences("2026-11-25T10:00:00Z")).isEmpty();
  }

  @Test
  void itIsNotBeforeThisProgramWasBuilt() throws IOException {
    assertThat(sentences("1970-01-01T00:02:07.5Z"))
        .containsExactly(
            "clock: it says 1970-01-01T00:02:07Z, but this program was made at 2026-11-01T12:00:00Z"
                + CURE);
  }

  @Test
  void itIsNotBeforeAnImageWasMade() throws IOException {
    image("debian-13", "2026-11-20T12:00:00Z");
    image("debian-14", "2026-11-24T12:00:00Z");
    assertThat(sentences("2026-11-19T10:00:00Z"))
        .containsExactly(
            "clock: it says 2026-11-19T10:00:00Z, but %s/images/debian-14/x86_64 was made at"
                    .formatted(directory)
                + " 2026-11-24T12:00:00Z"
                + CURE);
  }

  @Test
  void itIsNotDaysFromTheHardwareClock() throws IOException {
    hardwareClock("2026-11-25T10:00:00Z");
    assertThat(sentences("2036-11-25T10:00:00Z"))
        .containsExactly(
            "clock: it says 2036-11-25T10:00:00Z, but the hardware clock says 2026-11-25T10:00:00Z"
                + CURE);
  }

  private List<String> sentences(String now) throws IOException {
    Clock clock = Clock.fixed(Instant.parse(now), ZoneOffset.UTC);
    return new ClockCheck(
            clock, program, directory.resolve("images"), directory.resolve("since_epoch"))
        .findings().stream().map(Finding::sentence).toList();
  }

  private void image(String distro, String created) throws IOException {
    Path image = Files.createDirectories(directory.resolve("images/" + distro + "/x86_64"));
    Files.writeString(image.resolve("manifest.json"), "{\"created\": \"%s\"}".formatted(created));
  }

  private void hardwareClock(String time) throws IOException {
    Files.writeString(
        directory.resolve("since_epoch"), Instant.parse(time).getEpochSecond() + "\n");
  }
}
