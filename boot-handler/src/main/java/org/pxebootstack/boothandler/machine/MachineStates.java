package org.pxebootstack.boothandler.machine;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.boothandler.database.GroupCommit;
import org.pxebootstack.contract.install.ProgressEvent;
import org.pxebootstack.contract.machine.MacAddress;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The state of each machine, in the database before anyone is told that it was taken. */
@Repository
public class MachineStates {
  private final JdbcClient jdbc;
  private final GroupCommit commits;
  private final MachineEvents events;
  private final Clock clock = Clock.systemUTC();

  MachineStates(JdbcClient jdbc, GroupCommit commits, MachineEvents events) {
    this.jdbc = jdbc;
    this.commits = commits;
    this.events = events;
  }

  /** The state of a machine; {@code defined} where it has neither asked nor reported. */
  public MachineState of(MacAddress mac) {
    return jdbc.sql("SELECT * FROM machine_state WHERE mac = :mac")
        .param("mac", mac.toString())
        .query((row, _) -> read(row))
        .optional()
        .orElseGet(() -> MachineState.defined(mac));
  }

  /** The states of all machines that have asked or reported. */
  public Map<MacAddress, MachineState> all() {
    Map<MacAddress, MachineState> all = new HashMap<>();
    jdbc.sql("SELECT * FROM machine_state")
        .query((row, _) -> read(row))
        .list()
        .forEach(each -> all.put(each.mac(), each));
    return all;
  }

  /** Whether this is the boot that the machine began last. */
  public boolean isLatestBoot(MacAddress mac, BootId boot) {
    return boot.equals(of(mac).boot());
  }

  /** A boot begins: what was said by earlier ones counts no more. */
  public BootId bootStarted(MacAddress mac) {
    BootId boot = BootId.fresh();
    return commits.commit(() -> {
      Instant now = now();
      write(
          new MachineState(
              mac,
              MachineState.State.SCRIPT_SERVED,
              null,
              null,
              null,
              null,
              now,
              boot,
              now,
              of(mac).installedAt()));
      events.add(mac, now, MachineEvent.Kind.SCRIPT_SERVED, null, null);
      return boot;
    });
  }

  /** iPXE gave up. */
  public void bootFailed(MacAddress mac, String message) {
    var _ =
        commits.commit(() -> {
          Instant now = now();
          MachineState before = of(mac);
          write(
              new MachineState(
                  mac,
                  MachineState.State.FAILED,
                  "ipxe",
                  null,
                  null,
                  message,
                  now,
                  before.boot(),
                  before.bootStartedAt(),
                  before.installedAt()));
          events.add(mac, now, MachineEvent.Kind.SCRIPT_FAILED, "ipxe", message);
          return before;
        });
  }

  /**
   * What a report has changed.
   *
   * @param isNews whether it is more than progress within a phase
   * @param installDuration from the script to the end of a successful installation
   */
  public record Report(boolean isNews, @Nullable Duration installDuration) {
    private static final Report NO_NEWS = new Report(false, null);
  }

  /**
   * The installer of one boot says how far it is.
   *
   * @return nothing where another boot has begun meanwhile
   */
  public Optional<Report> reported(MacAddress mac, BootId boot, ProgressEvent event) {
    return commits.commit(() -> {
      MachineState before = of(mac);
      return boot.equals(before.boot()) ? Optional.of(reported(before, event)) : Optional.empty();
    });
  }

  private Report reported(MachineState before, ProgressEvent event) {
    MachineState.State state =
        switch (event.status()) {
          case RUNNING -> MachineState.State.INSTALLING;
          case INSTALLED -> MachineState.State.INSTALLED;
          case FAILED -> MachineState.State.FAILED;
        };
    if (before.state().isEnd() && (state == before.state() || !state.isEnd())) {
      return Report.NO_NEWS; // Sent again, or overtaken by the end.
    }
    Instant now = now();
    write(
        new MachineState(
            before.mac(),
            state,
            event.phase(),
            event.doneBytes(),
            event.totalBytes(),
            event.message(),
            now,
            before.boot(),
            before.bootStartedAt(),
            state == MachineState.State.INSTALLED ? now : before.installedAt()));
    boolean isNews = state.isEnd() || !event.phase().equals(before.phase());
    if (isNews) {
      MachineEvent.Kind kind =
          switch (event.status()) {
            case RUNNING -> MachineEvent.Kind.PHASE_STARTED;
            case INSTALLED -> MachineEvent.Kind.INSTALLED;
            case FAILED -> MachineEvent.Kind.FAILED;
          };
      events.add(before.mac(), now, kind, event.phase(), event.message());
    }
    return new Report(
        isNews,
        state == MachineState.State.INSTALLED && before.bootStartedAt() != null
            ? Duration.between(before.bootStartedAt(), now)
            : null);
  }

  /** The next boot installs the machine, also where its policy is {@code once}. */
  public MachineState reinstall(MacAddress mac) {
    return commits.commit(() -> {
      Instant now = now();
      MachineState before = of(mac);
      MachineState after =
          new MachineState(
              mac,
              before.state().isEnd() ? MachineState.State.DEFINED : before.state(),
              before.state().isEnd() ? null : before.phase(),
              before.state().isEnd() ? null : before.doneBytes(),
              before.state().isEnd() ? null : before.totalBytes(),
              "to be installed at its next boot",
              now,
              before.boot(),
              before.bootStartedAt(),
              null);
      write(after);
      events.add(mac, now, MachineEvent.Kind.REINSTALL_REQUESTED, null, null);
      return after;
    });
  }

  private Instant now() {
    return clock.instant();
  }

  private void write(MachineState state) {
    jdbc.sql(
            """
            INSERT INTO machine_state
              (mac, state, phase, done_bytes, total_bytes, message, changed_at,
               boot_id, boot_started_at, installed_at)
            VALUES (:mac, :state, :phase, :done, :total, :message, :at, :boot, :started, :installed)
            ON CONFLICT (mac) DO UPDATE SET
              state = excluded.state, phase = excluded.phase, done_bytes = excluded.done_bytes,
              total_bytes = excluded.total_bytes, message = excluded.message,
              changed_at = excluded.changed_at, boot_id = excluded.boot_id,
              boot_started_at = excluded.boot_started_at, installed_at = excluded.installed_at
            """)
        .param("mac", state.mac().toString())
        .param("state", state.state().name())
        .param("phase", state.phase(), Types.VARCHAR)
        .param("done", state.doneBytes(), Types.BIGINT)
        .param("total", state.totalBytes(), Types.BIGINT)
        .param("message", state.message(), Types.VARCHAR)
        .param("at", state.changedAt().toEpochMilli())
        .param("boot", state.boot() == null ? null : state.boot().value(), Types.BIGINT)
        .param("started", millis(state.bootStartedAt()), Types.BIGINT)
        .param("installed", millis(state.installedAt()), Types.BIGINT)
        .update();
  }

  private static @Nullable Long millis(@Nullable Instant instant) {
    return instant == null ? null : instant.toEpochMilli();
  }

  private static MachineState read(ResultSet row) throws SQLException {
    Long boot = number(row, "boot_id");
    return new MachineState(
        MacAddress.parse(row.getString("mac")),
        MachineState.State.valueOf(row.getString("state")),
        row.getString("phase"),
        number(row, "done_bytes"),
        number(row, "total_bytes"),
        row.getString("message"),
        Objects.requireNonNull(instant(row, "changed_at")),
        boot == null ? null : new BootId(boot),
        instant(row, "boot_started_at"),
        instant(row, "installed_at"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    Long millis = number(row, column);
    return millis == null ? null : Instant.ofEpochMilli(millis);
  }

  private static @Nullable Long number(ResultSet row, String column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? null : value;
  }
}
