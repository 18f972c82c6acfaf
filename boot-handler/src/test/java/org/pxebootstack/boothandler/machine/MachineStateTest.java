package org.pxebootstack.boothandler.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.pxebootstack.boothandler.machine.MachineState.State;
import org.pxebootstack.contract.install.ProgressEvent;
import org.pxebootstack.contract.machine.MacAddress;

class MachineStateTest {
  private static final Instant START = Instant.parse("2026-11-25T10:00:00Z");
  private static final Instant LATER = START.plusSeconds(90);
  private static final ProgressEvent RUNNING = ProgressEvent.running("disk");
  private static final ProgressEvent INSTALLED = ProgressEvent.installed("finish");
  private static final ProgressEvent FAILED =
      ProgressEvent.failed("disk", "there is no disk", null);

  private final MachineState booted =
      MachineState.defined(MacAddress.parse("525400000001"))
          .bootStarted(new BootId(1), START, START);

  @Test
  void anInstallationPassesThroughItsStates() {
    assertThat(booted.state()).isEqualTo(State.SCRIPT_SERVED);
    MachineState running = booted.reported(RUNNING, LATER).orElseThrow();
    assertThat(running.state()).isEqualTo(State.INSTALLING);
    assertThat(running.phase()).isEqualTo("disk");
    assertThat(running.duration()).isNull();
    MachineState installed = running.reported(INSTALLED, LATER).orElseThrow();
    assertThat(installed.state()).isEqualTo(State.INSTALLED);
    assertThat(installed.installedAt()).isEqualTo(LATER);
    assertThat(installed.duration()).isEqualTo(Duration.ofSeconds(90));
  }

  @Test
  void aSystemThatIsUpIsInstalledWhateverWasReported() {
    MachineState ready = booted.reported(INSTALLED, START).orElseThrow().ready(LATER).orElseThrow();
    assertThat(ready.state()).isEqualTo(State.READY);
    assertThat(ready.installedAt()).isEqualTo(START);
    assertThat(ready.duration()).isEqualTo(Duration.ofSeconds(90));
    assertThat(ready.ready(LATER)).isEmpty();
    assertThat(ready.reported(INSTALLED, LATER)).as("sent again").isEmpty();
    // The report of the end was lost.
    MachineState unreported =
        booted.reported(RUNNING, START).orElseThrow().ready(LATER).orElseThrow();
    assertThat(unreported.installedAt()).isEqualTo(LATER);
  }

  @Test
  void aSystemThatIsUpDoesNotUndoAReinstallation() {
    assertThat(booted.reported(INSTALLED, START).orElseThrow().reinstallAsked(LATER).ready(LATER))
        .isEmpty();
    MachineState meanwhile = booted.reinstallAsked(START).ready(LATER).orElseThrow();
    assertThat(meanwhile.installedAt()).isNull();
    assertThat(meanwhile.message()).isEqualTo("to be installed at its next boot");
  }

  @Test
  void anEndIsSaidOnceAndOvertakesWhatCameBefore() {
    MachineState failed = booted.reported(FAILED, LATER).orElseThrow();
    assertThat(failed.message()).isEqualTo("there is no disk");
    assertThat(failed.reported(FAILED, LATER)).isEmpty();
    assertThat(failed.reported(RUNNING, LATER)).isEmpty();
    // Somebody tried again in the installer's shell.
    MachineState installed = failed.reported(INSTALLED, LATER).orElseThrow();
    assertThat(installed.message()).isNull();
    assertThat(installed.reported(INSTALLED, LATER)).isEmpty();
    assertThat(installed.reported(RUNNING, LATER)).isEmpty();
  }

  @Test
  void aBootThatFailsLaterDoesNotUndoAnInstallation() {
    MachineState again =
        booted
            .reported(INSTALLED, LATER)
            .orElseThrow()
            .bootStarted(new BootId(2), LATER, LATER)
            .bootFailed("no kernel", LATER);
    assertThat(again.state()).isEqualTo(State.FAILED);
    assertThat(again.phase()).isEqualTo("ipxe");
    assertThat(again.boot()).isEqualTo(new BootId(2));
    assertThat(again.installedAt()).isEqualTo(LATER);
  }

  /** Whatever becomes of it: the policy may be {@code once} by the next boot. */
  @Test
  void anInstallationThatComesToTheDiskUndoesTheOneBefore() {
    MachineState again =
        booted
            .reported(INSTALLED, START)
            .orElseThrow()
            .bootStarted(new BootId(2), LATER, LATER)
            .reported(ProgressEvent.running("configuration"), LATER)
            .orElseThrow();
    assertThat(again.installedAt()).isEqualTo(START);
    MachineState atDisk = again.reported(RUNNING, LATER).orElseThrow();
    assertThat(atDisk.installedAt()).isNull();
    assertThat(atDisk.reported(FAILED, LATER).orElseThrow().installedAt()).isNull();
    assertThat(atDisk.reported(INSTALLED, LATER).orElseThrow().installedAt()).isEqualTo(LATER);
  }

  @Test
  void aReportThatIsSentAgainDoesNotUndoAReinstallation() {
    MachineState asked = booted.reported(INSTALLED, START).orElseThrow().reinstallAsked(LATER);
    assertThat(asked.state()).isEqualTo(State.DEFINED);
    assertThat(asked.installedAt()).isNull();
    assertThat(asked.reported(INSTALLED, LATER)).isEmpty();
    assertThat(asked.reported(FAILED, LATER)).isEmpty();
  }

  @Test
  void aReinstallationThatIsAskedForMeanwhileIsTheNextBoots() {
    MachineState asked = booted.reported(RUNNING, START).orElseThrow().reinstallAsked(LATER);
    assertThat(asked.state()).isEqualTo(State.INSTALLING);
    assertThat(asked.phase()).isEqualTo("disk");
    MachineState ended = asked.reported(INSTALLED, LATER).orElseThrow();
    assertThat(ended.state()).isEqualTo(State.INSTALLED);
    assertThat(ended.message()).isEqualTo("to be installed at its next boot");
    assertThat(ended.installedAt()).isNull();
    MachineState next = ended.bootStarted(new BootId(2), LATER, LATER);
    assertThat(next.reported(INSTALLED, LATER).orElseThrow().installedAt()).isEqualTo(LATER);
  }
}
