package org.pxebootstack.cli.doctor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.pxebootstack.contract.image.ImageManifest;
import org.pxebootstack.contract.install.ContractJson;
import tools.jackson.core.JacksonException;

/**
 * Compares the clock with what is older than now for certain, and with the hardware clock. No
 * server is asked: the stack may have no way out.
 *
 * @param program a file of the stack's programs, from the time of their build
 * @param imagesDir the images, whose manifests say when they were made
 * @param hardwareClock {@code /sys/class/rtc/rtc0/since_epoch}, where there is one
 */
record ClockCheck(Clock clock, Path program, Path imagesDir, Path hardwareClock) implements Check {
  private static final String NAME = "clock";
  private static final String CURE =
      "set the clock of the host, such as by: timedatectl set-ntp true";

  /** What was made elsewhere may be ahead by a little. */
  private static final Duration AHEAD = Duration.ofHours(1);

  /** A hardware clock may hold the local time of any time zone. */
  private static final Duration ANY_TIME_ZONE = Duration.ofHours(26);

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Finding> findings() throws IOException {
    Instant now = clock.instant();
    TreeMap<Instant, String> made = new TreeMap<>();
    made.put(Files.getLastModifiedTime(program).toInstant(), "this program");
    made.putAll(images());
    Map.Entry<Instant, String> latest = made.lastEntry();
    if (latest.getKey().isAfter(now.plus(AHEAD))) {
      return List.of(
          wrong(now, "%s was made at %s".formatted(latest.getValue(), shown(latest.getKey()))));
    }
    return hardwareTime()
        .filter(each -> Duration.between(each, now).abs().compareTo(ANY_TIME_ZONE) > 0)
        .map(each -> List.of(wrong(now, "the hardware clock says " + shown(each))))
        .orElse(List.of());
  }

  private static Finding wrong(Instant now, String but) {
    return Finding.problem(NAME, "it says %s, but %s".formatted(shown(now), but), CURE);
  }

  private static Instant shown(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS);
  }

  private Map<Instant, String> images() {
    Map<Instant, String> made = new TreeMap<>();
    try (Stream<Path> files = Files.find(imagesDir, 3, (file, _) -> isManifest(file))) {
      files.forEach(each ->
          created(each).ifPresent(time -> made.put(time, String.valueOf(each.getParent()))));
    } catch (IOException | UncheckedIOException e) {
      // No images, no time; that they are missing is for another check to say.
    }
    return made;
  }

  private static boolean isManifest(Path file) {
    return file.endsWith(ImageManifest.FILE_NAME);
  }

  private static Optional<Instant> created(Path manifest) {
    try {
      var created = ContractJson.mapper().readTree(Files.readString(manifest)).path("created");
      return Optional.of(Instant.parse(created.asString("")));
    } catch (IOException | JacksonException | DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private Optional<Instant> hardwareTime() {
    try {
      return Optional.of(
          Instant.ofEpochSecond(Long.parseLong(Files.readString(hardwareClock).strip())));
    } catch (IOException | NumberFormatException e) {
      return Optional.empty(); // There is none.
    }
  }
}
