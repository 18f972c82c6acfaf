package org.pxebootstack.boothandler.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pxebootstack.contract.machine.MacAddress;

class FirstSightingsTest {
  private static final MacAddress MAC = MacAddress.parse("52:54:00:12:34:56");

  private final SetClock clock = new SetClock();

  @TempDir private Path directory;
  private FirstSightings sightings;

  /** Shows the time that it was set to. */
  private static final class SetClock extends Clock {
    private long second = 1_800_000_000;

    @Override
    public Instant instant() {
      return Instant.ofEpochSecond(second);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  @BeforeEach
  void start() throws IOException {
    lease();
    sightings = new FirstSightings(new Leases(file()), clock);
  }

  @Test
  void aBootBeginsWithItsFirstLease() throws IOException {
    Instant firmware = leasedAfter(3600);
    leasedAfter(20);
    clock.second += 2;
    assertThat(sightings.take(MAC)).contains(firmware);
  }

  @Test
  void whatComesAfterTheScriptIsAnotherBoot() throws IOException {
    leasedAfter(10);
    sightings.take(MAC);
    assertThat(sightings.take(MAC)).isEmpty();
    Instant installer = leasedAfter(30);
    assertThat(sightings.take(MAC)).contains(installer);
  }

  @Test
  void aLeaseOfLongAgoIsAnotherBoots() throws IOException {
    leasedAfter(10);
    Instant later = leasedAfter(61);
    assertThat(sightings.take(MAC)).contains(later);
    clock.second += 3600;
    assertThat(sightings.take(MAC)).isEmpty();
  }

  @Test
  void whatWasLeasedBeforeTheStartSaysNothing() throws IOException {
    assertThat(sightings.take(MAC)).isEmpty();
    Files.delete(file());
    sightings.look();
    assertThat(sightings.take(MAC)).isEmpty();
  }

  private Instant leasedAfter(long seconds) throws IOException {
    clock.second += seconds;
    lease();
    sightings.look();
    return clock.instant();
  }

  private void lease() throws IOException {
    Files.writeString(file(), "%d %s 192.0.2.1 * *%n".formatted(clock.second + 43_200, MAC));
  }

  private Path file() {
    return directory.resolve("dnsmasq.leases");
  }
}
