package org.pxebootstack.boothandler.machine;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.contract.install.ProgressEvent;
import org.pxebootstack.contract.machine.MacAddress;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The state of each machine, in the database before anyone is told that it was taken. */
@Repository
public class MachineStates {
  private final JdbcClient jdbc;
  private final Clock clock = Clock.systemUTC();

  MachineStates(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The state of a machine that has asked or reported before. */
  public Optional<MachineState> of(MacAddress mac) {
    return jdbc.sql("SELECT * FROM machine_state WHERE mac = :mac")
        .param("mac", mac.toString())
        .query((row, number) -> read(row))
        .optional();
  }

  public void scriptServed(MacAddress mac) {
    write(new MachineState(mac, MachineState.State.SCRIPT_SERVED, null, null, null, null, now()));
  }

  public void reported(MacAddress mac, ProgressEvent event) {
    MachineState.State state =
        switch (event.status()) {
          case RUNNING -> MachineState.State.INSTALLING;
          case INSTALLED -> MachineState.State.INSTALLED;
          case FAILED -> MachineState.State.FAILED;
        };
    write(
        new MachineState(
            mac,
            state,
            event.phase(),
            event.doneBytes(),
            event.totalBytes(),
            event.message(),
            now()));
  }

  private Instant now() {
    return clock.instant();
  }

  private void write(MachineState state) {
    jdbc.sql(
            """
            INSERT INTO machine_state
              (mac, state, phase, done_bytes, total_bytes, message, changed_at)
            VALUES (:mac, :state, :phase, :done, :total, :message, :at)
            ON CONFLICT (mac) DO UPDATE SET
              state = excluded.state, phase = excluded.phase, done_bytes = excluded.done_bytes,
              total_bytes = excluded.total_bytes, message = excluded.message,
              changed_at = excluded.changed_at
            """)
        .param("mac", state.mac().toString())
        .param("state", state.state().name())
        .param("phase", state.phase())
        .param("done", state.doneBytes())
        .param("total", state.totalBytes())
        .param("message", state.message())
        .param("at", state.changedAt().toEpochMilli())
        .update();
  }

  private static MachineState read(ResultSet row) throws SQLException {
    return new MachineState(
        MacAddress.parse(row.getString("mac")),
        MachineState.State.valueOf(row.getString("state")),
        row.getString("phase"),
        number(row, "done_bytes"),
        number(row, "total_bytes"),
        row.getString("message"),
        Instant.ofEpochMilli(row.getLong("changed_at")));
  }

  private static @Nullable Long number(ResultSet row, String column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? null : value;
  }
}
