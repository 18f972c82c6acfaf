package org.pxebootstack.boothandler.machine;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.contract.machine.MacAddress;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table {@code machine_state}: a row for each machine that has asked or reported. */
@Repository
class MachineStateTable {
  private final JdbcClient jdbc;

  MachineStateTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  MachineState find(MacAddress mac) {
    return jdbc.sql("SELECT * FROM machine_state WHERE mac = :mac")
        .param("mac", mac.toString())
        .query((row, _) -> read(row))
        .optional()
        .orElseGet(() -> MachineState.defined(mac));
  }

  /**
   * As {@link #find}, and nobody else changes the row until this transaction ends: several
   * provisioners may share the database. Written so that SQLite and PostgreSQL both take it.
   */
  MachineState lock(MacAddress mac) {
    jdbc.sql(
            """
            INSERT INTO machine_state (mac, state, changed_at) VALUES (:mac, :state, 0)
            ON CONFLICT (mac) DO UPDATE SET mac = excluded.mac
            """)
        .param("mac", mac.toString())
        .param("state", MachineState.State.DEFINED.name())
        .update();
    return find(mac);
  }

  List<MachineState> all() {
    return jdbc.sql("SELECT * FROM machine_state").query((row, _) -> read(row)).list();
  }

  void write(MachineState state) {
    jdbc.sql(
            """
            UPDATE machine_state SET
              state = :state, phase = :phase, done_bytes = :done, total_bytes = :total,
              bytes_per_second = :rate, seconds_left = :left,
              message = :message, changed_at = :at, boot_id = :boot, boot_started_at = :started,
              installed_at = :installed, reinstall_asked_at = :reinstall, disk_asked_at = :disk
            WHERE mac = :mac
            """)
        .param("mac", state.mac().toString())
        .param("state", state.state().name())
        .param("phase", state.phase(), Types.VARCHAR)
        .param("done", state.doneBytes(), Types.BIGINT)
        .param("total", state.totalBytes(), Types.BIGINT)
        .param("rate", state.bytesPerSecond(), Types.BIGINT)
        .param("left", state.secondsLeft(), Types.BIGINT)
        .param("message", state.message(), Types.VARCHAR)
        .param("at", state.changedAt().toEpochMilli())
        .param("boot", state.boot() == null ? null : state.boot().value(), Types.BIGINT)
        .param("started", millis(state.bootStartedAt()), Types.BIGINT)
        .param("installed", millis(state.installedAt()), Types.BIGINT)
        .param("reinstall", millis(state.reinstallAskedAt()), Types.BIGINT)
        .param("disk", millis(state.diskAskedAt()), Types.BIGINT)
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
        number(row, "bytes_per_second"),
        number(row, "seconds_left"),
        row.getString("message"),
        Objects.requireNonNull(instant(row, "changed_at")),
        boot == null ? null : new BootId(boot),
        instant(row, "boot_started_at"),
        instant(row, "installed_at"),
        instant(row, "reinstall_asked_at"),
        instant(row, "disk_asked_at"));
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
