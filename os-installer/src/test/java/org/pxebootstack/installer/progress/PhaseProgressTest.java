package org.pxebootstack.installer.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.pxebootstack.contract.install.ProgressEvent;

class PhaseProgressTest {
  private static final long MILLISECOND = 1_000_000;

  private final AtomicLong now = new AtomicLong(-5);
  private final List<ProgressEvent> events = new ArrayList<>();
  private final PhaseProgress progress = new PhaseProgress("disk", events::add, now::get);

  @Test
  void passesOnTwoEventsASecondWithRateAndTimeLeft() {
    for (int i = 1; i <= 1500; i++) {
      now.addAndGet(MILLISECOND);
      progress.bytes(i * 1000L, 4_000_000);
    }
    assertThat(events)
        .containsExactly(
            ProgressEvent.running("disk", 500_000, 4_000_000, 1_000_000),
            ProgressEvent.running("disk", 1_000_000, 4_000_000, 1_000_000),
            ProgressEvent.running("disk", 1_500_000, 4_000_000, 1_000_000));
    assertThat(events.getLast().secondsLeft()).isEqualTo(3);
  }

  @Test
  void theRateFollowsWhatItIsLatelyAndTheEndIsAlwaysTold() {
    now.addAndGet(1000 * MILLISECOND);
    progress.bytes(1000, 2001);
    now.addAndGet(1000 * MILLISECOND);
    progress.bytes(1000, 2001);
    now.addAndGet(MILLISECOND);
    progress.bytes(2001, 2001);
    assertThat(events.get(1).bytesPerSecond()).isEqualTo(700);
    assertThat(events.getLast().secondsLeft()).isZero();
  }
}
